import Gateways
import PaymentValues
import Testing

@testable import Reconciliation

/// Words of states, by whose table they are read.
struct StatusWordTests {
  /// One state of one gateway.
  struct State: CustomTestStringConvertible, Sendable {
    let gateway: String
    let subject: StatusWords.Subject
    let word: String
    let label: String
    let status: Status
    var testDescription: String { "\(gateway) \(subject) \(word)" }
  }

  /// Every documented state of every built-in gateway.
  static let states: [State] = GatewayCatalog.builtIn.flatMap { gateway in
    gateway.messages.filter { $0.field(.state) != nil }.flatMap { message in
      message.states.filter(\.isDocumented).map { state in
        State(
          gateway: gateway.id, subject: message.kind.isAboutPayout ? .payout : .order,
          word: state.word, label: state.label, status: state.status)
      }
    }
  }

  private func words(_ state: State) throws -> StatusWords {
    let gateway = try #require(GatewayCatalog.named(state.gateway))
    return StatusWords.usual(for: state.subject).adding(gateway, subject: state.subject)
  }

  @Test(arguments: states)
  func everyStateIsReadAsCodeAsWordsAndAsBoth(state: State) throws {
    let words = try words(state)
    let (code, label) = (state.word, state.label)
    let texts = [
      code, label, "\(code)-\(label)", "\(code)：\(label)", "\(code): \(label)", "\(code)（\(label)）",
      "\(code) \(label)", "\(code)\(label)", "\(label)(\(code))", "\(code)、\(label)",
    ]
    for text in texts {
      #expect(words.status(of: text) == state.status, "\(text)")
    }
  }

  @Test(arguments: [
    ("pay-center", "-2", Status?.some(.failed)), ("pay-center", "-1", .failed),
    ("pay-center", "2", .succeeded), ("pay-center", "1", .pending), ("pay-center", "4", nil),
    ("pay-center", "7", nil), ("pay-center", "2-支付失败", nil), ("pay-center", "7-支付成功", nil),
    ("lianhe", "2", .failed), ("lianhe", "3", nil), ("pay-index", "00", .succeeded),
    ("pay-index", "0", nil), ("pay-center", "业务处理完成", .settled),
  ])
  func aCodeMeansWhatTheGatewaysTableSays(gateway: String, word: String, status: Status?) throws {
    let spec = try #require(GatewayCatalog.named(gateway))
    #expect(StatusWords.usual.adding(spec).status(of: word) == status)
  }

  @Test(arguments: ["0", "1", "2", "3", "00", "-1", "5"])
  func aBareNumberMeansNothingWithoutAGateway(word: String) {
    #expect(StatusWords.usual.meaning(of: word) == nil)
    #expect(StatusWords.usual(for: .payout).meaning(of: word) == nil)
    #expect(StatusWords.usual.status(of: "\(word)-支付成功") == .succeeded)
  }

  @Test func aCodeThatTwoMessagesReadDifferentlyMeansNothing() throws {
    var spec = GatewaySpec.payCenter
    let index = try #require(spec.operations.firstIndex { $0.request.kind == .query })
    var answer = try #require(spec.operations[index].answer)
    answer.states = answer.states.map { state in
      state.word == "2" ? StateWord("2", .failed, "支付失败") : state
    }
    spec.operations[index].answer = answer
    #expect(StatusWords.usual.adding(spec).meaning(of: "2") == nil)
    #expect(StatusWords.usual.adding(spec).status(of: "1") == .pending)
  }

  @Test func theUsersOwnWordsWinOverAll() throws {
    let words = try StatusWords.parse(["2=failed", "处理完成=pending", "出账=refund"], place: "here")
    let all = StatusWords.usual.adding(.payCenter).adding(words)
    #expect(all.status(of: "2") == .failed)
    #expect(all.status(of: "处理完成") == .pending)
    #expect(all.meaning(of: "出账") == .refund)
  }

  @Test(arguments: [
    ("处理完成", "status_words_syntax"), ("=succeeded", "status_words_syntax"),
    ("处理完成=good", "status_words_unknown"), ("处理完成=", "status_words_unknown"),
  ])
  func wordsThatSayNothingAreRefused(item: String, code: String) {
    let error = #expect(throws: ColumnMapError.self) {
      try StatusWords.parse([item], place: "--status-words")
    }
    #expect(error?.finding.code == code)
    #expect(error?.finding.place == "--status-words")
    #expect(error?.finding.hint?.contains("partly-refunded") == true)
  }

  @Test func aWordWithTwoMeaningsIsRefused() {
    #expect(throws: ColumnMapError.self) {
      try StatusWords.parse(["a=failed", "a=succeeded"], place: "")
    }
  }
}
