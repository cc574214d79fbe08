import Platform

/// What the threads that answer have to do: they take from one queue, as many at a time as they may.
final class ServerWork: Sendable {
  /// A request to answer, or a refusal of what was none.
  struct Job: Sendable {
    let connection: Connection
    let task: Task

    enum Task: Sendable {
      case answer(HTTPRequest)
      case refuse(HTTPParseError)
    }
  }

  private struct State {
    var jobs: [Job] = []
    var threads: [Thread] = []
    var idle = 0
    var isEnding = false
  }

  private let state = Monitor(State())
  private let most: Int
  private let batch: Int

  /// - Parameters:
  ///   - threads: at most; they are started when they are needed.
  ///   - batch: jobs that one thread takes at a time, at most.
  init(threads: Int, batch: Int) {
    most = max(1, threads)
    self.batch = max(1, batch)
  }

  /// Queues jobs, and starts a thread where all are busy.
  func add(_ jobs: [Job], _ work: @escaping @Sendable ([Job]) -> Void) {
    guard !jobs.isEmpty else { return }
    state.change { state in
      state.jobs += jobs
      while state.idle < state.jobs.count, state.threads.count < most, !state.isEnding,
        let thread = try? Thread({ self.run(work) })
      {
        state.threads.append(thread)
        state.idle += 1
      }
    }
  }

  private func run(_ work: ([Job]) -> Void) {
    while true {
      let jobs: [Job] = state.wait { state in
        if state.isEnding { return [] }
        guard !state.jobs.isEmpty else { return nil }
        // A fair share: the others shall not stand idle beside a long list.
        let count = min(batch, (state.jobs.count + most - 1) / most)
        defer { state.jobs.removeFirst(count) }
        state.idle -= 1
        return Array(state.jobs.prefix(count))
      }
      guard !jobs.isEmpty else { return }
      work(jobs)
      state.withLock { $0.idle += 1 }
    }
  }

  /// Forgets what nobody has begun, and waits for what somebody has.
  func end() {
    let threads = state.change { state in
      state.isEnding = true
      state.jobs = []
      return state.threads
    }
    for thread in threads { thread.join() }
  }
}
