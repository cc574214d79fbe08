import Platform
import Synchronization

/// Runs jobs at their time: one thread waits, a few workers do them, so that a merchant who answers
/// slowly holds up nobody else.
final class Scheduler: Sendable {
  typealias Job = @Sendable () -> Void

  private struct Entry {
    var due: Int64
    var serial: Int
    var job: Job
  }

  private struct Queue {
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
  private let queue = Mutex(Queue())
  private let wake = WakeSignal()
  private let places = CountingSemaphore(0)
  private let threads = Mutex<[Thread]>([])
  private let workerCount: Int

  init(clock: Clock, workers: Int = 8) throws {
    self.clock = clock
    workerCount = workers
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
    queue.withLock { queue in
      guard !queue.isEnding else { return }
      queue.serial += 1
      queue.heap.insert(Entry(due: due, serial: queue.serial, job: job))
    }
    wake.wake()
  }

  /// Whether no further job will begin.
  var isEnding: Bool { queue.withLock { $0.isEnding } }

  /// Forgets what is due; the jobs that run go on.
  func end() {
    queue.withLock { queue in
      queue.isEnding = true
      queue.ready = []
      queue.nextReady = 0
      queue.heap.removeAll()
    }
    wake.wake()
  }

  /// Forgets what is due and waits for the jobs that run.
  func stop() {
    end()
    for _ in 0..<workerCount { places.signal() }
    let threads = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for thread in threads { thread.join() }
  }

  private func watch() {
    while true {
      let now = clock.monotonicMilliseconds()
      let (count, pause, isEnding) = queue.withLock { queue -> (Int, Int64, Bool) in
        var count = 0
        while let first = queue.heap.first, first.due <= now, let entry = queue.heap.removeFirst() {
          queue.ready.append(entry.job)
          count += 1
        }
        return (count, queue.heap.first.map { $0.due - now } ?? 1_000, queue.isEnding)
      }
      if isEnding { return }
      for _ in 0..<count { places.signal() }
      // A test's clock may jump, so no wait is long.
      wake.wait(upTo: min(pause, 100))
    }
  }

  private func work() {
    while true {
      places.wait()
      let (job, isEnding) = queue.withLock { ($0.takeReady(), $0.isEnding) }
      if isEnding { return }
      job?()
    }
  }
}
