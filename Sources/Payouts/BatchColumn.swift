import ByteText
import Gateways

/// What a column of a batch file holds.
enum BatchColumn: Hashable, Sendable {
  /// The row's reference.
  case reference
  /// A bank by code or name, whichever the gateway wants.
  case bank
  /// A field by its gateway-neutral meaning. Amounts are in yuan.
  case role(Role)
  /// A field without a role, by the gateway's own name.
  case named(String)

  /// Names of the column that holds the reference.
  static let referenceNames = ["ref", "reference", "id"]
  /// Name of the column that holds a bank.
  static let bankName = "bank"

  /// Roles that a row cannot set: the program makes them, or the profile has them.
  private static let reserved: Set<Role> = [
    .orderNumber, .signature, .merchantID, .appID, .submittedAt,
  ]

  /// The column of that heading: a role's name, the gateway's own name for the field, or its label.
  static func named(_ heading: String, message: MessageSpec) -> BatchColumn? {
    if referenceNames.contains(heading) { return .reference }
    if heading == bankName { return .bank }
    let row =
      message.fields.first { $0.role?.rawValue == heading } ?? message.field(named: heading)
      ?? message.fields.first { $0.label == heading }
    guard let row, row.parent == nil else { return nil }
    guard let role = row.role else { return .named(row.name) }
    return reserved.contains(role) ? nil : .role(role)
  }

  /// Whether the heading names a field that a row cannot set.
  static func isReserved(_ heading: String, message: MessageSpec) -> Bool {
    let row =
      message.fields.first { $0.role?.rawValue == heading } ?? message.field(named: heading)
    return row?.role.map(reserved.contains) ?? false
  }

  /// The role of its cells; of `bank` that of the field which the gateway wants.
  func role(_ message: MessageSpec) -> Role? {
    switch self {
    case .role(let role): role
    case .bank: message.field(.bankCode) != nil ? .bankCode : .bankName
    case .reference, .named: nil
    }
  }

  /// Every heading that a column may have, best first.
  static func headings(_ message: MessageSpec) -> [String] {
    let rows = message.fields.filter { row in
      row.parent == nil && row.role.map { !reserved.contains($0) } ?? true
    }
    return referenceNames + [bankName] + rows.compactMap { $0.role?.rawValue } + rows.map(\.name)
      + rows.map(\.label)
  }
}

/// Finds the heading that was probably meant.
enum HeadingGuess {
  /// The nearest heading, or nil when none is near. Case, `_`, `-` and spaces count for nothing.
  static func nearest(to heading: String, message: MessageSpec) -> String? {
    let wanted = plain(heading)
    guard !wanted.isEmpty, wanted.count <= 40 else { return nil }
    let scored = BatchColumn.headings(message).map { (word: $0, edits: edits(wanted, plain($0))) }
    guard let best = scored.min(by: { $0.edits < $1.edits }) else { return nil }
    return best.edits <= max(1, wanted.count / 4) ? best.word : nil
  }

  private static func plain(_ text: String) -> [Character] {
    text.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
  }

  /// Characters to put in, take out or replace (Levenshtein).
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var row = [index + 1]
      for (column, other) in right.enumerated() {
        row.append(
          min(
            previous[column] + (character == other ? 0 : 1), row[column] + 1,
            previous[column + 1] + 1))
      }
      previous = row
    }
    return previous[right.count]
  }
}
