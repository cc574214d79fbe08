import Testing

@testable import MerchantCommands

/// What `listen` refuses before it takes anything in.
@Suite struct ListenRefusalTests {
  static let cases: [(words: [String], code: Int32, error: String)] = [
    // Without a journal orders and amounts would go unchecked.
    (["--record", "RECORD"], 74, "no_state_directory"),
    (["--record", "RECORD", "--forward-to", "http://"], 64, "invalid_value"),
    (["--record", "RECORD", "--allow", "10.0.0.0/99"], 64, "bad_address"),
    (["--record", "RECORD", "--profiles", "nobody"], 78, "unknown_profile"),
    (["--record", "RECORD", "--fields", "nonsense"], 64, "unknown_field"),
    (["--record", "RECORD", "--bind", "192.0.2.1"], 77, "listen_not_started"),
  ]

  @Test(arguments: cases.indices)
  func nothingIsTakenIn(_ index: Int) {
    let (words, code, error) = Self.cases[index]
    let bench = Bench()
    bench.shop()
    let path = bench.folder + "/record.jsonl"
    let places = error == "no_state_directory" ? ["XDG_STATE_HOME": "", "HOME": ""] : [:]
    let run = bench.run(
      ["listen", "--json"] + words.map { $0 == "RECORD" ? path : $0 }, variables: places)
    #expect(run.code == code, "\(run.all)")
    #expect(run.errorCode == error, "\(run.errors)")
    #expect(run.output.isEmpty)
  }
}
