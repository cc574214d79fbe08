import Platform
import Synchronization

/// Does jobs that block, on threads of its own or, with one place, on the caller's. Results come back
/// to the caller, who alone touches the journal.
final class WorkLane<Job: Sendable, Result: Sendable> {
  private struct Board {
    var jobs: [Job] = []
    var results: [Result] = []
    var isClosed = false
  }

  private final class Shared: Sendable {
    let board = Mutex(Board())
    let work = CountingSemaphore(0)
    let done = CountingSemaphore(0)
  }

  private let shared = Shared()
  private let perform: @Sendable (Job) -> Result
  private var threads: [Thread] = []

  /// Starts `places` threads; none for one place. When the system gives fewer, fewer work.
  init(places: Int, perform: @escaping @Sendable (Job) -> Result) {
    self.perform = perform
    guard places > 1 else { return }
    let shared = shared
    for _ in 0..<places {
      guard let thread = try? Thread({ Self.work(shared, perform) }) else { break }
      threads.append(thread)
    }
  }

  deinit { close() }

  private static func work(_ shared: Shared, _ perform: (Job) -> Result) {
    while true {
      shared.work.wait()
      let job = shared.board.withLock { board in
        board.jobs.isEmpty ? nil : board.jobs.removeFirst()
      }
      guard let job else { return }
      let result = perform(job)
      shared.board.withLock { $0.results.append(result) }
      shared.done.signal()
    }
  }

  /// Hands a job over. Without threads it is done when `results` is called.
  func submit(_ job: Job) {
    shared.board.withLock { $0.jobs.append(job) }
    if !threads.isEmpty { shared.work.signal() }
  }

  /// Waits for at least one result and takes all that are there. Only to be called with jobs out.
  func results() -> [Result] {
    if threads.isEmpty {
      let jobs = shared.board.withLock { board in
        defer { board.jobs = [] }
        return board.jobs
      }
      return jobs.map(perform)
    }
    shared.done.wait()
    while shared.done.tryWait() {}
    return shared.board.withLock { board in
      defer { board.results = [] }
      return board.results
    }
  }

  /// Waits for the jobs that are being done and ends the threads.
  func close() {
    for _ in threads { shared.work.signal() }
    for thread in threads { thread.join() }
    threads = []
  }
}
