import Gateways
import Testing
import WireFormat

struct SpecFileErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let code: String
    let place: String?
    let hint: String?
    var testDescription: String { "\(code) at \(place ?? "the whole")" }

    init(_ old: String, _ new: String, _ code: String, _ place: String?, _ hint: String? = nil) {
      self.old = old
      self.new = new
      self.code = code
      self.place = place
      self.hint = hint
    }
  }

  static let cases = [
    Case(
      #""role": "attach""#, #""roel": "attach""#, "spec_key_unknown",
      "operations[0].request.fields[7].roel", "Did you mean `role`?"),
    Case(
      #""role": "attach""#, #""role": "atach""#, "spec_word_unknown",
      "operations[0].request.fields[7].role", "Did you mean `attach`?"),
    Case(
      #""base-url-example""#, #""baseURLExample""#, "spec_key_unknown", "baseURLExample",
      "Did you mean `base-url-example`?"),
    Case(
      #"["sign", "sign_type"]"#, #""sign""#, "spec_wrong_type", "signing-rules.epay.except"),
    Case(
      #""sign": "epay""#, #""sign": "eapy""#, "spec_rule_unknown", "operations[0].request.sign",
      "Name it under `signing-rules`, or write the rule here."),
    Case(#""format": 1"#, #""format": 2"#, "spec_format_unknown", "format"),
    Case(#""format": 1,"#, "", "spec_key_missing", nil),
    Case(#"{"append": ""}"#, #""inside""#, "spec_word_unknown", "signing-rules.epay.key"),
    Case(#"{"append": ""}"#, "{}", "spec_key_missing", "signing-rules.epay.key"),
    Case(
      #""method": "GET""#, #""method": "PUT""#, "spec_word_unknown",
      "operations[0].delivery.method", "Possible here: `GET`, `POST`."),
    Case(
      #""words": ["1"]"#, #""words": [1]"#, "spec_wrong_type",
      "operations[0].answer.success.words[0]"),
    Case(#""alipay|支付宝""#, #""""#, "spec_code_row", "codes[0].rows[0]"),
    Case(
      #""select": "all-except""#, #""select": "marked""#, "spec_key_unknown",
      "signing-rules.epay.except"),
    Case(
      #""choices": ["MD5"]"#, #""choices": ["MD5"], "type": "text""#, "spec_key_unknown",
      "operations[0].request.fields[11].choices"),
    Case(#""format": 1,"#, #""format": 1,,"#, "json_unexpected_byte", "line 2, column 15"),
  ]

  @Test(arguments: cases)
  func aMistakeIsReportedWithItsPlace(_ test: Case) throws {
    let text = String(decoding: try exampleFile("epay"), as: UTF8.self)
    let changed = text.replacing(test.old, with: test.new, maxReplacements: 1)
    #expect(changed != text)
    let error = #expect(throws: SpecFileError.self) { try SpecFile.decode(Array(changed.utf8)) }
    let finding = try #require(
      error?.findings.first { $0.code == test.code }, "\(String(describing: error))")
    #expect(finding.place == test.place)
    if let hint = test.hint { #expect(finding.hint == hint) }
  }

  @Test func everyMistakeIsReportedAtOnce() throws {
    let text = String(decoding: try exampleFile("epay"), as: UTF8.self)
      .replacing(#""role": "attach""#, with: #""roel": "attach""#)
      .replacing(#""encoding": "form""#, with: #""encoding": "xml""#)
    let error = #expect(throws: SpecFileError.self) { try SpecFile.decode(Array(text.utf8)) }
    #expect(error?.findings.count == 4)
  }

  /// Every value of a file in turn becomes a value of another type.
  @Test func anyTypeAtAnyPlaceIsSurvived() throws {
    let root = try JSONValue.parse(try exampleFile("epay"))
    var tried = 0
    for other: JSONValue in ["x", -1, nil, [[]], ["x": 1]] {
      for changed in replacements(of: root, by: other) {
        _ = try? SpecFile.decode(JSONWriter().bytes(changed)).id
        tried += 1
      }
    }
    #expect(tried > 500)
  }

  /// Bytes of a file in turn become other bytes, and the file is cut everywhere.
  @Test func anyBytesAreSurvived() throws {
    let bytes = try exampleFile("vmq")
    for index in stride(from: 0, to: bytes.count, by: 4) {
      var changed = bytes
      changed[index] = UInt8(truncatingIfNeeded: index &* 167 &+ 13)
      _ = try? SpecFile.decode(changed).id
      _ = try? SpecFile.decode(Array(bytes[..<index])).id
    }
  }

  private func replacements(of value: JSONValue, by other: JSONValue) -> [JSONValue] {
    var all = [other]
    if let elements = value.arrayElements {
      for (index, element) in elements.enumerated() {
        for changed in replacements(of: element, by: other) {
          var copy = elements
          copy[index] = changed
          all.append(.array(copy))
        }
      }
    }
    if let members = value.objectMembers {
      for (index, member) in members.enumerated() {
        for changed in replacements(of: member.1, by: other) {
          var copy = members
          copy[index].1 = changed
          all.append(.object(copy))
        }
      }
    }
    return all
  }
}
