import Gateways
import PaymentValues
import Signing
import TestSupport
import Testing
import WireFormat

@testable import Messages

/// Whoever checks many messages remembers what good ones looked like. What he says of the next one is
/// what a verifier without memory says of it.
@Suite struct MessageBookTests {
  /// Values that are read otherwise than they look, or that are none.
  private static let values: [FieldValue] = [
    .text([]), .text(Array("a&b=c".utf8)), .text(Array("x&status=2&amount=1".utf8)),
    .text([0x41, 0x00]), .text([0xFF]), .text(Array("\u{7F}".utf8)), .text(Array(" ".utf8)),
    .text(Array("0".utf8)), .text(Array("1".utf8)), .text(Array("1.00".utf8)),
    .text(Array("1e2".utf8)), .text(Array("-1".utf8)), .text(Array("订单".utf8)),
    .text(Array("a\nb".utf8)), .text(Array("‹key›".utf8)), .number(Array("1".utf8)),
    .number(Array("1E2".utf8)), .boolean(true), .null, .nested(Array("{\"a\":1}".utf8)),
    .text(Array(repeating: UInt8(ascii: "x"), count: 3_000)),
  ]

  private static func said(_ report: MessageReport) -> String {
    let check = report.check.map { "\($0.verdict) \($0.expected) \($0.stringToSign.masked)" }
    return """
      \(report.verdict) \(report.profileName ?? "-") \(check ?? "-")
      \(report.rows) \(report.findings) \(report.readings)
      \(report.orderNumber ?? "-") \(report.gatewayOrderNumber ?? "-") \(report.state ?? "-")
      \(String(describing: report.status)) \(String(describing: report.orderedAmount))
      \(String(describing: report.paidAmount)) \(report.message.kind)
      """
  }

  /// The sample's fields in every way in which one of them can be another.
  private static func variants(_ sample: Sample) -> [FieldList] {
    var lists: [FieldList] = []
    for index in sample.unsigned.fields.indices {
      let field = sample.unsigned.fields[index]
      for value in values {
        var changed = sample.unsigned
        changed.fields[index].value = value
        lists.append(changed)
      }
      var without = sample.unsigned
      without.fields.remove(at: index)
      lists.append(without)
      lists.append(FieldList(sample.unsigned.fields + [field]))
      var renamed = sample.unsigned
      renamed.fields[index].name = Array(field.displayName.uppercased().utf8)
      lists.append(renamed)
      var moved = without
      moved.fields.insert(field, at: 0)
      lists.append(moved)
    }
    for name in ["unknown", "key", "", "a b", "Status", "\u{1}", "\u{2}x"] {
      lists.append(FieldList(sample.unsigned.fields + [Field(name, "1")]))
      lists.append(FieldList(sample.unsigned.fields + [Field(name, "")]))
    }
    return lists
  }

  private static let signedMessages = Sample.all.filter { $0.message.signing != nil }

  @Test(arguments: signedMessages)
  func aRememberedShapeChangesNoVerdict(sample: Sample) {
    let book = MessageBook(sample.gateway)
    let verifier = book.verifier(of: sample.message)
    let bare = sample.verifier
    func compare(_ fields: FieldList, _ what: String) {
      let (remembered, fresh) = (
        verifier.verify(fields, profile: sample.profile),
        bare.verify(fields, profile: sample.profile)
      )
      #expect(Self.said(remembered) == Self.said(fresh), "\(what) \(fields)")
    }
    compare(sample.fields, "itself")
    for variant in Self.variants(sample) {
      // Twice: what the first was may have been remembered.
      for _ in 0..<2 {
        compare(sample.signed(variant), "signed anew")
        compare(sample.signed(variant, key: Secret(Array("another key".utf8))), "another's")
      }
      for tolerance in sample.message.tolerances {
        compare(sample.signed(variant, rule: tolerance.rule), tolerance.name)
      }
      if let name = sample.message.signatureField, let sign = sample.fields[name] {
        var old = variant
        old.set(name, sign)
        compare(old, "old signature")
      }
      compare(variant, "unsigned")
    }
    var other = sample.profile
    other.values[.merchantID] = "1"
    other.values[.appID] = "2"
    let fields = sample.fields
    #expect(
      Self.said(verifier.verify(fields, profile: other))
        == Self.said(bare.verify(fields, profile: other)))
  }

  /// A callback with other values and the same fields filled takes the short way.
  @Test(arguments: Sample.signedByGateway.filter { $0.message.kind.isCallback })
  func aCallbackLikeOneThatWasGoodIsRemembered(sample: Sample) throws {
    let memory = try #require(ReportMemory(sample.message))
    #expect(memory.report(sample.fields, sample.profile) == nil)
    let report = sample.verifier.verify(sample.fields, profile: sample.profile)
    memory.learn(sample.fields, report)
    let order = try #require(sample.message.field(.orderNumber)?.name)
    let next = sample.signed(sample.unsigned.with(order, "NEXT"))
    #expect(memory.report(next, sample.profile)?.orderNumber == "NEXT")
    var forged = next
    forged.set(order, .text(Array("OTHER".utf8)))
    #expect(memory.report(forged, sample.profile) == nil)
  }

  @Test(arguments: Sample.all)
  func aNameSetIsRecognisedAsItIsWithoutMemory(sample: Sample) {
    let book = MessageBook(sample.gateway)
    let kinds = [nil] + sample.gateway.messages.map { Optional($0.kind) }
    for fields in [sample.fields] + Self.variants(sample) {
      for kind in kinds {
        let fresh = MessageRecognizer.recognise(fields, at: sample.gateway, as: kind)
        for _ in 0..<2 {
          let known = book.recognise(fields, as: kind)
          #expect(known.candidate?.message.kind == fresh.candidate?.message.kind)
          #expect(known.candidate?.score == fresh.candidate?.score)
          #expect(known.best.map(\.message.kind) == fresh.best.map(\.message.kind))
          #expect(known.finding == fresh.finding)
        }
      }
    }
  }
}
