import ArgumentParsing
import Testing

@Suite struct RequestTests {
  @Test(arguments: [
    ("-h", Request.help(.short), []), ("--help", .help(.long), []),
    ("--help-all", .help(.all), []), ("--version", .version, []), ("-V", .version, []),
    ("--map", .map(json: false), []), ("--map=json", .map(json: true), []),
    ("order -h", .help(.short), ["create-order"]),
    ("-h order", .help(.short), ["create-order"]),
    ("order --amout 10 -h", .help(.short), ["create-order"]),
    ("--amout 10 order -h", .help(.short), ["create-order"]),
    ("order --amount -h", .help(.short), ["create-order"]),
    ("order --amount x --amount y --help", .help(.long), ["create-order"]),
    ("nonsense -h", .help(.short), []), ("order －x -h", .help(.short), ["create-order"]),
    ("payout resend --confirm 99 -h", .help(.short), ["payout", "resend"]),
    ("verify a b c --help --version", .help(.long), ["verify"]),
    ("verify -vh", .help(.short), ["verify"]), ("verify a -vqV", .version, ["verify"]),
    ("verify --name=-h a -h", .help(.short), ["verify"]),
  ])
  func helpIsShownOnAnyLine(_ line: String, _ request: Request, _ path: [String]) throws {
    let parsed = try SampleProgram.parse(line).get()
    #expect(parsed.request == request)
    #expect(parsed.path == path)
  }

  @Test func helpAfterTheTerminatorIsAValue() throws {
    #expect(try SampleProgram.parse("verify -- --help").get().request == .run)
  }
}
