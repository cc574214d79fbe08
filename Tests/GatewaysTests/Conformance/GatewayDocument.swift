import Gateways
import TestSupport

/// One row of a document's table, as printed.
struct DocumentRow {
  var name: String
  var label: String
  /// 是否必填; nil when the table has no such column.
  var isRequired: Bool?
  /// 参与签名; nil when the table has no such column.
  var isSigned: Bool?
  /// The column 类型; nil when the table has none.
  var type: String?
  var example: String?
  /// What the last column says. Read for facts and kept nowhere: the documents' prose is not ours.
  var description = ""

  /// The facts of the row.
  var fact: RowFact {
    let states =
      name == "status"
      ? description.matches(of: #/(\d)-([^,(]+)/#).map { "\($0.1) \($0.2)" } : []
    return RowFact(
      name: name, label: label, isRequired: isRequired, isSigned: isSigned, type: type,
      maximumLength: maximumLength, example: example?.filter { !$0.isWhitespace },
      isEitherOr: description.contains("二者传一即可"), states: states)
  }

  /// The length that type or description names.
  private var maximumLength: Int? {
    let patterns = [#/\((\d+)\)/#, #/字符长度 ?(\d+)/#, #/最长可接纳(\d+)个字符/#]
    let texts = [type ?? "", description, description]
    for (pattern, text) in zip(patterns, texts) {
      if let match = text.firstMatch(of: pattern) { return Int(match.1) }
    }
    return nil
  }
}

/// What a parser finds in one document.
struct GatewayDocument {
  /// Rows by message, in the document's order.
  var tables: [MessageKind: [DocumentRow]] = [:]
  /// Rows of the code tables.
  var codes: [CodeTable.Kind: [CodeTable.Row]] = [:]
  /// Names in the printed strings to sign.
  var templates: [MessageKind: [String]] = [:]
  /// The whole text without blanks and line ends.
  var squeezed = ""

  init(text: String) {
    squeezed = text.filter { !$0.isWhitespace }.replacing("\\_", with: "_")
  }

  /// Reads the document of a built-in gateway, or nil when it does not lie there.
  static func read(_ gateway: GatewaySpec) -> GatewayDocument? {
    guard let text = TestFiles.text(TestFiles.documents + "/" + gateway.document) else {
      return nil
    }
    switch gateway.id {
    case "pay-index": return PayIndexDocument.parse(text)
    case "wessyun": return WessyunDocument.parse(text)
    case "pay-center": return PayCenterDocument.parse(text)
    case "lianhe": return LianheDocument.parse(text)
    default: return nil
    }
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
