import HTTP
import Platform
import Testing
import WireFormat

/// What an answer without a signature is worth.
struct UnsignedWordTests {
  private static func till(_ changes: String...) -> Till {
    let till = Till()
    till.bench.config(Till.section("shop", Till.payCenter, changes))
    till.batch()
    return till
  }

  @Test(arguments: [("2", "PAID", Int32(0)), ("3", "FAILED", Int32(1))])
  func aPayoutIsSettledBySignedAnswersOnly(state: String, word: String, code: Int32) {
    let till = Self.till()
    till.gateway.set {
      $0.state = state
      $0.isSigned = false
    }
    let unsigned = till.pay("shop")
    #expect(unsigned.code == 8)
    #expect(unsigned.output.contains("signature_absent"))
    till.gateway.set { $0.isSigned = true }
    let signed = till.run(["-p", "shop", "payout", "resolve", "wages", "-o", "json"])
    #expect(signed.code == code)
    #expect(signed.output.contains(word))
  }

  @Test func whatIsNotFinalMayBeSaidWithoutASignature() {
    let till = Self.till()
    till.gateway.set {
      $0.losesAnswers = true
      $0.isSigned = false
    }
    #expect(till.pay("shop").code == 8)
  }

  @Test func whatWasOnceSignedMustStaySigned() {
    let till = Self.till("unsigned-answers = allow")
    till.batch("more", 2, from: 7)
    till.gateway.set { $0.state = "2" }
    #expect(till.pay("shop").code == 0)
    till.gateway.set { $0.isSigned = false }
    let more = till.pay("shop", file: "more", count: 2, from: 7)
    #expect(more.code == 8)
    #expect(more.output.contains("earlier answers of this account were signed"))
  }

  @Test func theOperatorMayAllowIt() {
    let till = Self.till("unsigned-answers = allow")
    till.gateway.set {
      $0.state = "2"
      $0.isSigned = false
    }
    #expect(till.pay("shop").code == 0)
    #expect(Self.till("unsigned-answers = perhaps").pay("shop").code == 78)
  }

  @Test(arguments: ["2", "3"])
  func aQuestionIsAnsweredBySignedAnswersOnly(state: String) {
    let till = Self.till()
    till.gateway.set {
      $0.numbers["P1"] = "100"
      $0.state = state
      $0.isSigned = false
    }
    let words = ["-p", "shop", "query", "--payout", "P1", "-o", "json"]
    let unsigned = till.run(words)
    #expect(unsigned.code == 9)
    #expect(unsigned.json?["status"] == .null)
    #expect(unsigned.output.contains("signature_absent"))
    till.gateway.set { $0.isSigned = true }
    #expect(till.run(words).code == (state == "2" ? 0 : 1))
    till.gateway.set {
      $0.isSigned = false
      $0.state = "1"
    }
    // Noted by the question before: now not even "pending" is believed.
    #expect(till.run(words).code == 9)
  }

  // MARK: Failed, says nobody in particular

  @Test(arguments: ["again", "reordered"])
  func aFailureThatNobodySignedLiftsNoGuard(file: String) {
    let till = Till()
    till.batch()
    till.gateway.set { $0.state = "2" }
    #expect(till.pay("shop").code == 1)
    let text = till.bench.text("wages.csv")
    let lines = text.split(separator: "\n").map(String.init)
    let rows = file == "again" ? Array(lines.dropFirst()) : lines.dropFirst().reversed()
    till.bench.file("\(file).csv", ([lines[0]] + rows).joined(separator: "\n") + "\n")
    for more in [[], ["--allow-repeat"]] {
      let again = till.pay("shop", more, file: file)
      #expect(again.code == 77)
      #expect(again.errorCode == "failed_by_claim")
    }
    #expect(till.gateway.twice == 0)
    #expect(till.pay("shop", ["--pay-again", "r0"], file: file).code == 64)
    #expect(till.pay("shop", ["--reason", "x"], file: file).code == 64)
    let one = till.pay("shop", ["--pay-again", "r0", "--reason", "asked Li"], file: file)
    #expect(one.errorCode == "failed_by_claim")
    #expect(till.gateway.twice == 0)
    let slip = till.pay("shop", ["--pay-again", "r9", "--reason", "asked Li"], file: file)
    #expect(slip.code == 77)
    let all = [
      "--pay-again", "r0", "--pay-again", "r1", "--pay-again", "r2", "--reason", "asked Li",
    ]
    till.gateway.set { $0.state = "1" }
    #expect(till.pay("shop", all, file: file).code == 0)
    #expect(till.gateway.sent == 6)
    let status = till.run(["payout", "status", file, "-o", "json"])
    #expect(status.output.contains("asked Li"))
    // The same command again, and without the word: it was said, and nothing more is sent.
    #expect(till.pay("shop", all, file: file).code == 0)
    #expect(till.pay("shop", file: file).code == 0)
    #expect(till.gateway.sent == 6)
  }

  /// "Failed" was a claim; an answer to a question says since that the money went.
  @Test func whatWasFoundPaidIsNotPaidAgainByAName() throws {
    let till = Till()
    till.batch()
    till.gateway.set { $0.state = "2" }
    let first = till.pay("shop")
    #expect(first.code == 1)
    let rows = try #require(first.json?["rows"]?.arrayElements)
    let number = try #require(
      rows.first { $0["ref"]?.stringValue == "r0" }?["order"]?.stringValue)
    till.gateway.set { $0.state = "1" }
    #expect(till.run(["-p", "shop", "query", "--payout", number]).code == 0)
    till.batch("again", 1)
    let again = till.pay(
      "shop", ["--pay-again", "r0", "--reason", "asked Li"], file: "again", count: 1)
    #expect(again.code == 77)
    #expect(again.errorCode == "repeated_payout")
    #expect(again.errors.contains("has told since that it was paid"))
    #expect(till.gateway.sent == 3)
    #expect(till.gateway.twice == 0)
  }

  @Test func aSignedFailureLiftsTheGuard() {
    let till = Self.till()
    till.gateway.set { $0.state = "3" }
    #expect(till.pay("shop").code == 1)
    till.batch("again")
    till.gateway.set { $0.state = "2" }
    #expect(till.pay("shop", file: "again").code == 0)
    #expect(till.gateway.sent == 6)
  }

  @Test func anAllowedUnsignedFailureLiftsNoGuard() {
    let till = Self.till("unsigned-answers = allow")
    till.gateway.set {
      $0.state = "3"
      $0.isSigned = false
    }
    #expect(till.pay("shop").code == 1)
    till.batch("again")
    #expect(till.pay("shop", file: "again").errorCode == "failed_by_claim")
    #expect(till.gateway.sent == 3)
  }

  // MARK: Refused, says nobody in particular

  @Test(arguments: ["insufficient_balance", "sign_error", "invalid_data", "object_not_found"])
  func aRefusalThatNobodySignedLiftsNoGuard(code: String) {
    let till = Till()
    till.batch()
    till.gateway.set {
      $0.payoutAnswer = #"{"error":"\#(code)"}"#
      $0.refusal = "object_not_found"
    }
    let refused = till.pay("shop")
    #expect(refused.output.contains("REJECTED"), "\(refused.output)")
    #expect(!refused.output.contains("for certain"))
    #expect(refused.output.contains("an answer that nobody signed"))
    till.batch("again")
    for more in [[], ["--allow-repeat"]] {
      let again = till.pay("shop", more, file: "again")
      #expect(again.code == 77)
      #expect(again.errorCode == "failed_by_claim")
      #expect(again.errors.contains("it was refused"))
    }
    #expect(till.gateway.twice == 0)
    till.gateway.set {
      $0.payoutAnswer = nil
      $0.refusal = nil
      $0.numbers = [:]
    }
    let all = [
      "--pay-again", "r0", "--pay-again", "r1", "--pay-again", "r2", "--reason", "asked Li",
    ]
    #expect(till.pay("shop", all, file: "again").code == 0)
    #expect(till.gateway.sent == 6)
  }

  // MARK: No such number

  @Test(arguments: [
    "订单不存在", "订单号不存在", "商户订单号不存在", "无此订单", "未查询到订单", "查无此单", "不存在的订单", "没有此订单",
    "order not exist", "Order does not exist", "order not found",
  ])
  func thatANumberIsUnknownIsUnderstoodOfAQuestion(words: String) {
    for account in [Till.account, Till.payCenter] {
      let till = Till()
      till.bench.config(Till.section("shop", account))
      till.gateway.set { $0.refusal = words }
      let asked = till.run(["-p", "shop", "query", "--payout", "P1", "-o", "json"])
      #expect(asked.code == 1, "\(words): \(asked.output)")
      #expect(asked.output.contains("not-found"))
    }
  }

  @Test(arguments: ["系统错误", "系统繁忙", "商户不存在", "订单存在", "查询失败"])
  func otherWordsDoNotSayThatANumberIsUnknown(words: String) {
    for account in [Till.account, Till.payCenter] {
      let till = Till()
      till.bench.config(Till.section("shop", account))
      till.gateway.set { $0.refusal = words }
      let asked = till.run(["-p", "shop", "query", "--payout", "P1", "-o", "json"])
      #expect(asked.code != 1, "\(words): \(asked.output)")
      #expect(asked.code != 0, "\(words): \(asked.output)")
    }
  }
}
