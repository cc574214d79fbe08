import Platform
import Synchronization

/// Does the same work for many inputs on a few threads, and hands the results over in input order.
enum OrderedWork {
  private struct State<Output: Sendable>: Sendable {
    var nextInput = 0
    var nextOutput = 0
    var waiting: [Int: Output] = [:]
    var isDraining = false
  }

  /// - Parameters:
  ///   - stop: asked before each input; nothing new is begun once it says so.
  ///   - deliver: called for one result at a time, in the order of the inputs.
  static func run<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], threads: Int, stop: @escaping @Sendable () -> Bool,
    work: @escaping @Sendable (Input) -> Output, deliver: @escaping @Sendable (Output) -> Void
  ) {
    let state = SharedState(Mutex(State<Output>()))
    let body: @Sendable () -> Void = {
      while let index = state.take(limit: inputs.count, stop: stop) {
        state.finish(index, work(inputs[index]), deliver)
      }
    }
    // The calling thread is one of the workers, so that a system without threads to give still works.
    let helpers = (1..<max(1, min(threads, inputs.count))).compactMap { _ in try? Thread(body) }
    body()
    for helper in helpers { helper.join() }
  }

  private final class SharedState<Output: Sendable>: Sendable {
    private let state: Mutex<State<Output>>

    init(_ state: consuming Mutex<State<Output>>) { self.state = state }

    func take(limit: Int, stop: () -> Bool) -> Int? {
      if stop() { return nil }
      return state.withLock { state in
        guard state.nextInput < limit else { return nil }
        state.nextInput += 1
        return state.nextInput - 1
      }
    }

    func finish(_ index: Int, _ output: Output, _ deliver: (Output) -> Void) {
      // Results are handed over under the lock: one at a time, and never out of order.
      state.withLock { state in
        state.waiting[index] = output
        while let ready = state.waiting.removeValue(forKey: state.nextOutput) {
          deliver(ready)
          state.nextOutput += 1
        }
      }
    }
  }
}
