import Platform
import Synchronization

/// Runs jobs at their time: one thread waits, a few workers do them, so that a merchant who answers
/// slowly holds up nobody else.
final class Scheduler: Sendable {
  typealias Job = @Sendable () -> Void

  private struct Entry: Sendable {
    var due: Int64
    var serial: Int
    var job: Job
  }

  private struct Queue: Sendable {
    var heap = BinaryHeap<Entry> { ($0.due, $0.serial) < ($1.due, $1.serial) }
    var ready: [Job] = []
    var nextReady = 0
    var serial = 0
    var isEnding = false

    mutating func takeReady() -> Job? {
      guard nextReady < ready.count else { return nil }
      let job = ready[nextReady]
      nextReady += 1
      if nextReady > 1_024 {
        ready.removeFirst(nextReady)
        nextReady = 0
      }
      return job
    }
  }

  private let clock: Clock
  private let queue = Monitor(Queue())
  private let threads = Mutex<[Thread]>([])

  init(clock: Clock, workers: Int = 8) throws {
    self.clock = clock
    for _ in 0..<workers {
      let thread = try Thread { [self] in work() }
      threads.withLock { $0.append(thread) }
    }
    let thread = try Thread { [self] in watch() }
    threads.withLock { $0.append(thread) }
  }

  /// Runs the job that many milliseconds from now.
  func after(_ milliseconds: Int64, _ job: @escaping Job) {
    let due = clock.monotonicMilliseconds() + max(0, milliseconds)
    queue.change { queue in
      guard !queue.isEnding else { return }
      queue.serial += 1
      queue.heap.insert(Entry(due: due, serial: queue.serial, job: job))
    }
  }

  /// Whether no further job will begin.
  var isEnding: Bool { queue.withLock { $0.isEnding } }

  /// Forgets what is due; the jobs that run go on.
  func end() {
    queue.change { queue in
      queue.isEnding = true
      queue.ready = []
      queue.nextReady = 0
      queue.heap.removeAll()
    }
  }

  /// Forgets what is due and waits for the jobs that run.
  func stop() {
    end()
    let threads = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for thread in threads { thread.join() }
  }

  private func watch() {
    while true {
      let now = clock.monotonicMilliseconds()
      let (serial, pause, isEnding, hasMore) = queue.withLock { queue -> (Int, Int64, Bool, Bool) in
        let before = queue.ready.count
        while let first = queue.heap.first, first.due <= now, let entry = queue.heap.removeFirst() {
          queue.ready.append(entry.job)
        }
        return (
          queue.serial, queue.heap.first.map { $0.due - now } ?? 1_000, queue.isEnding,
          queue.ready.count > before
        )
      }
      if isEnding { return }
      if hasMore { queue.change { _ in } }
      // A test's clock may jump, so no wait is long.
      _ = queue.wait(upTo: min(pause, 100)) { queue in
        queue.serial != serial || queue.isEnding ? () : nil
      }
    }
  }

  private func work() {
    while let job = nextJob() { job() }
  }

  /// Nil once the scheduler ends.
  private func nextJob() -> Job? {
    queue.wait { queue -> Job?? in
      if queue.isEnding { return .some(nil) }
      return queue.takeReady().map { .some($0) }
    }
  }
}
