import WireFormat

/// `{name}` in a text stands for a member's value; `\t` and `\n` for tab and line feed, `\{` and `\\` for
/// themselves.
struct TemplateText {
  private enum Piece {
    case text(String)
    case name(String)
  }

  private let pieces: [Piece]

  init(_ template: String) {
    var pieces: [Piece] = []
    var rest = Substring(template)
    while let first = rest.first {
      if first == "\\", let next = rest.dropFirst().first, "tn\\{".contains(next) {
        pieces.append(.text(next == "t" ? "\t" : next == "n" ? "\n" : String(next)))
        rest = rest.dropFirst(2)
      } else if first == "{", let close = rest.firstIndex(of: "}") {
        pieces.append(.name(String(rest[rest.index(after: rest.startIndex)..<close])))
        rest = rest[rest.index(after: close)...]
      } else {
        pieces.append(.text(String(first)))
        rest = rest.dropFirst()
      }
    }
    self.pieces = pieces
  }

  /// The names that it asks for.
  var names: [String] {
    pieces.compactMap { piece in
      if case .name(let name) = piece { name } else { nil }
    }
  }

  /// The text with the values in their places; a name without a value leaves nothing.
  func expanded(_ members: Document.Members) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .name(let name): members.first { $0.0 == name }.map { Self.plain($0.1) } ?? ""
      }
    }.joined()
  }

  /// A value as plain text: strings without quotes, null as nothing.
  static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let literal): literal
    case .bool(let flag): flag ? "true" : "false"
    case .null: ""
    default: JSONWriter().string(value)
    }
  }
}
