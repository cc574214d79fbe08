import Platform
import Synchronization

/// Joins all partitions on several threads. Results do not depend on how many.
final class JoinRun: Sendable {
  private struct State: ~Copyable {
    var next = 0
    var done = 0
    var totals = Array(repeating: ClassTotals(), count: DifferenceKind.allCases.count + 1)
    /// The failure of the lowest partition, so that it is always the same one.
    var failure: (partition: Int, error: any Error)?
  }

  private let ours: PartitionStore
  private let theirs: PartitionStore
  private let found: PartitionStore
  private let classifier: RowClassifier
  private let hash: OrderHash
  private let progress: @Sendable (Reconciler.Progress) -> Void
  private let state = Mutex(State())

  init(
    _ spool: Spool, found: PartitionStore, classifier: RowClassifier,
    progress: @escaping @Sendable (Reconciler.Progress) -> Void
  ) {
    ours = spool.ours
    theirs = spool.theirs
    hash = spool.hash
    self.found = found
    self.classifier = classifier
    self.progress = progress
  }

  /// Joins, and gives the totals by class, those of absorbed orders last.
  func run(threads: Int) throws -> [ClassTotals] {
    Team.run(threads: min(threads, 64)) { self.work() }
    if let failure = state.withLock({ $0.failure }) { throw failure.error }
    try found.finish()
    return state.withLock { $0.totals }
  }

  private func work() {
    let memory = JoinMemory()
    while let partition = take() {
      do {
        let join = try PartitionJoin(
          partition, ours: ours, theirs: theirs, classifier, hash, memory)
        try join.run()
        try keep(partition, join.found, join.totals)
      } catch {
        state.withLock { state in
          if let failure = state.failure, failure.partition < partition { return }
          state.failure = (partition, error)
        }
      }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < ours.partitions, state.failure == nil else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Stores a partition's differences, one thread at a time.
  private func keep(_ partition: Int, _ differences: [FoundDifference], _ totals: [ClassTotals])
    throws
  {
    let done = try state.withLock { state in
      for difference in differences {
        difference.write(to: try found.room(partition, size: difference.size))
      }
      for index in totals.indices { try state.totals[index].add(totals[index]) }
      state.done += 1
      return state.done
    }
    progress(.joined(done, of: ours.partitions))
  }
}
