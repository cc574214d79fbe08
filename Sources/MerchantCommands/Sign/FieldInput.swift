import ByteText
import PaymentValues
import WireFormat

/// Values of `--field`.
enum FieldInput {
  static func named(_ context: CommandContext) throws(Refusal) -> [(String, FieldValue)] {
    var result: [(String, FieldValue)] = []
    for value in context[FieldOptions.fields] {
      result.append(try field(value.bytes, context))
    }
    return result
  }

  private static func field(_ bytes: Bytes, _ context: CommandContext) throws(Refusal) -> (
    String, FieldValue
  ) {
    guard
      let mark = bytes.firstIndex(where: {
        $0 == .equals || $0 == .colon || $0 == UInt8(ascii: "@")
      })
    else {
      throw bad(bytes)
    }
    let name = String(decoding: bytes[..<mark], as: UTF8.self)
    let rest = Array(bytes[(mark + 1)...])
    switch bytes[mark] {
    case .equals: return (name, .text(rest))
    case UInt8(ascii: "@"):
      let path = String(decoding: rest, as: UTF8.self)
      return (name, .text(try MessageInput(context: context).bytes(path: path)))
    default:
      guard rest.first == .equals else { throw bad(bytes) }
      let json = Array("{\"v\":".utf8) + rest.dropFirst() + [.closeBrace]
      guard let value = try? JSONScanner.object(json)["v"] else { throw bad(bytes) }
      return (name, value)
    }
  }

  private static func bad(_ bytes: Bytes) -> Refusal {
    Refusal(
      .usage, "bad_field", "'\(String(decoding: bytes, as: UTF8.self))' is no field",
      hint: "write NAME=TEXT, NAME:=JSON or NAME@FILE")
  }
}
