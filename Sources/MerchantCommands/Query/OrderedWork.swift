import Platform
import Synchronization

/// Does the same work for many inputs on a few threads, and hands the results over in input order.
enum OrderedWork {
  private struct State<Output: Sendable>: Sendable {
    var nextInput = 0
    var results = InOrder<Output>()
  }

  /// - Parameters:
  ///   - stop: asked before each input; nothing new is begun once it says so.
  ///   - deliver: called for one result at a time, in the order of the inputs.
  static func run<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], threads: Int, stop: @escaping @Sendable () -> Bool,
    work: @escaping @Sendable (Input) -> Output, deliver: @escaping @Sendable (Output) -> Void
  ) {
    let state = Monitor(State<Output>())
    Team.run(threads: min(threads, inputs.count)) {
      while let index = take(state, limit: inputs.count, stop: stop) {
        let output = work(inputs[index])
        // Under the lock: one at a time, and never out of order.
        state.withLock { $0.results.add(output, at: index).forEach(deliver) }
      }
    }
  }

  private static func take<Output>(
    _ state: Monitor<State<Output>>, limit: Int, stop: () -> Bool
  ) -> Int? {
    if stop() { return nil }
    return state.withLock { state in
      guard state.nextInput < limit else { return nil }
      state.nextInput += 1
      return state.nextInput - 1
    }
  }
}
