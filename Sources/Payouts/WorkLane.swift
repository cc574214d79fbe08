import Platform

/// Does jobs that block, on threads of its own or, with one place, on the caller's. Results come back
/// to the caller, who alone touches the journal.
final class WorkLane<Job: Sendable, Result: Sendable> {
  private struct Board: Sendable {
    var jobs: [Job] = []
    var results: [Result] = []
    var isClosed = false
  }

  private let board = Monitor(Board())
  private let perform: @Sendable (Job) -> Result
  private var threads: [Thread] = []

  /// Starts `places` threads; none for one place. When the system gives fewer, fewer work.
  init(places: Int, perform: @escaping @Sendable (Job) -> Result) {
    self.perform = perform
    guard places > 1 else { return }
    let board = board
    for _ in 0..<places {
      guard let thread = try? Thread({ Self.work(board, perform) }) else { break }
      threads.append(thread)
    }
  }

  deinit { close() }

  private static func work(_ board: Monitor<Board>, _ perform: (Job) -> Result) {
    while let job = nextJob(board) {
      let result = perform(job)
      board.change { $0.results.append(result) }
    }
  }

  /// Nil once the lane is closed and its jobs are done.
  private static func nextJob(_ board: Monitor<Board>) -> Job? {
    board.wait { board -> Job?? in
      if !board.jobs.isEmpty { return .some(board.jobs.removeFirst()) }
      return board.isClosed ? .some(nil) : nil
    }
  }

  /// Hands a job over. Without threads it is done when `results` is called.
  func submit(_ job: Job) { board.change { $0.jobs.append(job) } }

  /// Waits for at least one result and takes all that are there. Only to be called with jobs out.
  func results() -> [Result] {
    if threads.isEmpty {
      let jobs = board.withLock { board in
        defer { board.jobs = [] }
        return board.jobs
      }
      return jobs.map(perform)
    }
    return board.wait { board in
      guard !board.results.isEmpty else { return nil }
      defer { board.results = [] }
      return board.results
    }
  }

  /// Waits for the jobs that are being done and ends the threads.
  func close() {
    board.change { $0.isClosed = true }
    for thread in threads { thread.join() }
    threads = []
  }
}
