import ByteText
import Gateways
import Messages
import WireFormat

/// What the names of some gateways' tables mean to whoever reads a callback; worked out once.
package struct CallbackNames: Sendable {
  /// The names of their callbacks' signatures.
  let signatures: Set<Bytes>
  /// Names that a query beside a body must not give another value, as readers fold them.
  let known: Set<Bytes>

  /// Those of the gateways.
  package init(_ gateways: [GatewaySpec]) {
    let messages = gateways.flatMap(\.messages)
    signatures = Set(
      messages.filter(\.kind.isCallback).compactMap { $0.field(.signature) }.flatMap(\.spellings)
        .map { Array($0.utf8) })
    // A notify URL may well have a parameter named like a field of some request, as in `?type=1`.
    let rows = messages.flatMap { message in
      message.fields.filter { message.kind.isCallback || $0.namesAFact }
    }
    known = Set(rows.flatMap(\.spellings).map { Self.folded(Array($0.utf8)[...]) })
  }

  /// The letters and digits of a name in small letters: readers make `_` of a dot, a list of brackets.
  static func folded(_ name: ArraySlice<UInt8>) -> Bytes {
    name.compactMap { byte in
      switch byte {
      case UInt8.upperLetters: byte | 0x20
      case UInt8.lowerLetters, UInt8.digits, 0x80...: byte
      default: nil
      }
    }
  }
}
