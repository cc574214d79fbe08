import TextLayout

/// A JSON value to be written; the fields of an object keep their order.
indirect enum JSONTree {
  case string(String)
  case integer(Int)
  case bool(Bool)
  case array([JSONTree])
  case object([(String, JSONTree)])

  /// The value on one line, controls escaped so that it is also safe to show.
  var text: String {
    switch self {
    case .string(let text): Self.quote(text)
    case .integer(let value): String(value)
    case .bool(let value): value ? "true" : "false"
    case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .object(let fields):
      "{" + fields.map { Self.quote($0.0) + ":" + $0.1.text }.joined(separator: ",") + "}"
    }
  }

  private static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        guard TerminalSafeText.isDangerous(scalar) else {
          result.unicodeScalars.append(scalar)
          continue
        }
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
        }
      }
    }
    return result + "\""
  }
}
