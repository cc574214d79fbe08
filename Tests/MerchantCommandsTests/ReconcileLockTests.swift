import Glibc
import MerchantCommands
import Testing

/// A run that keeps a mark keeps others out; a mere comparison disturbs nobody.
@Suite struct ReconcileLockTests {
  @Test func onlyRunsWithAMarkExcludeEachOther() throws {
    let bench = Bench()
    let state = bench.folder + "/state"
    let files = [
      "--ours", bench.file("ours.csv", "order,amount\nA,1.00\n"),
      "--theirs", bench.file("theirs.csv", "order,amount\nA,1.00\n"),
    ]
    let variables = ["XDG_STATE_HOME": state]
    #expect(bench.run(["reconcile", "--since-last"] + files, variables: variables).code == 0)
    let lock = open(state + "/merchant/reconcile/files.lock", O_RDWR | O_CLOEXEC)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    defer { close(lock) }
    #expect(bench.run(["reconcile", "--since-last"] + files, variables: variables).code == 75)
    #expect(bench.run(["reconcile"] + files, variables: variables).code == 0)
  }
}
