import ByteText
import PaymentValues

/// Which column of a file holds what: told by the user, by a gateway, or by the header's words.
package struct ColumnMap: Sendable {
  /// The headers that the user named.
  package var explicit: [ColumnRole: String]
  /// How amounts are written; nil to take `分`, `fen` or `cents` in the header for fen and anything
  /// else for yuan.
  package var unit: AmountUnit?
  /// The headers that are recognised when the user names none.
  package var names: ColumnNames
  /// The option that names columns, for messages: `--theirs-columns`.
  package var option = "columns"

  /// Makes a map.
  package init(
    explicit: [ColumnRole: String] = [:], unit: AmountUnit? = nil, names: ColumnNames = .usual
  ) {
    self.explicit = explicit
    self.unit = unit
    self.names = names
  }

  /// The roles that a mapping may name.
  package static let roles = ColumnRole.allCases.map(\.rawValue) + ["amount-fen", "amount-yuan"]

  /// Reads `order=商户订单号,amount=金额`. `amount-fen=`, `amount-yuan=`, `amount=金额:fen` and
  /// `amount=金额:yuan` name the column and the unit of all amounts.
  /// - Parameter option: where the text comes from, for messages.
  /// - Throws: a finding: `columns_syntax`, `columns_unknown_role`, `columns_unit`, `columns_twice`.
  package init(parsing text: String, names: ColumnNames = .usual, option: String = "columns")
    throws(ColumnMapError)
  {
    self.init(names: names)
    self.option = option
    func fault(_ code: String, _ reason: String) -> ColumnMapError {
      ColumnMapError(
        Finding(
          .error, code, place: option, reason,
          hint: "Write role=header; the roles are \(Self.roles.joined(separator: ", "))."))
    }
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw fault("columns_syntax", "`\(pair)` is not of the form role=header")
      }
      var role = parts[0]
      var header = parts[1]
      if role == "amount-fen" || role == "amount-yuan" {
        unit = role == "amount-fen" ? .fen : .yuan
        role = "amount"
      }
      guard let known = ColumnRole(rawValue: role) else {
        throw fault("columns_unknown_role", "`\(role)` is no role of a column")
      }
      if let end = [":fen", ":yuan"].first(where: { header.hasSuffix($0) }) {
        guard known == .amount else {
          throw fault("columns_unit", "`\(pair)`: only the amount has a unit")
        }
        header = String(header.dropLast(end.count))
        unit = end == ":fen" ? .fen : .yuan
      }
      guard !header.isEmpty else {
        throw fault("columns_syntax", "`\(pair)` names no header")
      }
      let plain = Self.plain(header)
      guard explicit.updateValue(header, forKey: known) == nil else {
        throw fault("columns_twice", "`\(role)` is mapped twice")
      }
      if let other = explicit.first(where: { $0.key != known && Self.plain($0.value) == plain }) {
        throw fault(
          "columns_twice",
          "`\(header)` cannot be both `\(other.key.rawValue)` and `\(known.rawValue)`")
      }
    }
  }

  /// Where each role stands in a header; nil when the header lacks the order or the amount.
  func resolve(_ header: [String]) -> Columns? {
    var columns = Columns(unit: unit ?? .yuan)
    for role in ColumnRole.allCases {
      if let name = explicit[role] {
        guard let index = header.firstIndex(of: name) ?? folded(header, name) else { return nil }
        columns.indices[role] = index
      } else {
        columns.indices[role] = best(header, role, taken: columns.indices.values.map { $0 })
      }
    }
    if columns.indices[.amount] == nil {
      columns.indices[.amount] = columns.indices.removeValue(forKey: .paid)
      columns.amountIsPaid = true
    }
    guard columns.indices[.order] != nil, let amount = columns.indices[.amount] else { return nil }
    if unit == nil, Self.saysFen(header[amount]) { columns.unit = .fen }
    columns.headers = header
    return columns
  }

  /// The roles for which a header has two equally good columns, with their headers.
  func ambiguities(_ header: [String]) -> [(role: ColumnRole, headers: [String])] {
    // Only columns that are read can mislead.
    [ColumnRole.order, .amount, .paid, .status, .time].compactMap { role in
      guard explicit[role] == nil else { return nil }
      let ranks = header.map { names.rank(of: $0, for: role) }
      guard let best = ranks.compactMap({ $0 }).min() else { return nil }
      let rivals = header.indices.filter { ranks[$0] == best }
      return rivals.count > 1 ? (role, rivals.map { header[$0] }) : nil
    }
  }

  private func best(_ header: [String], _ role: ColumnRole, taken: [Int]) -> Int? {
    let ranked = header.indices.compactMap { index in
      taken.contains(index) || explicit.values.contains(header[index])
        ? nil : names.rank(of: header[index], for: role).map { (rank: $0, index: index) }
    }
    return ranked.min { ($0.rank, $0.index) < ($1.rank, $1.index) }?.index
  }

  private func folded(_ header: [String], _ name: String) -> Int? {
    let matches = header.indices.filter { Self.plain(header[$0]) == Self.plain(name) }
    return matches.count == 1 ? matches.first : nil
  }

  /// A unit is part of a name that somebody wrote: `amount:jiao` is not `amount`.
  private static func plain(_ text: String) -> String {
    text.lowercased().filter { !$0.isWhitespace && !"_-#*".contains($0) }
  }

  private static func saysFen(_ header: String) -> Bool {
    let text = header.lowercased()
    return text.contains("(分)") || text.contains("（分）") || text.hasSuffix("_fen")
      || text.contains("(fen)") || text.contains("(cents)") || text.hasSuffix("_cents")
  }
}

/// A column mapping that cannot be read.
package struct ColumnMapError: Error, Sendable {
  /// What is wrong with it.
  package let finding: Finding

  init(_ finding: Finding) { self.finding = finding }
}

extension ColumnMapError: Refusing {
  /// How a command ends with it.
  package var refusal: Refusal {
    Refusal(.usage, finding.code, finding.reason, place: finding.place, hint: finding.hint)
  }
}

/// The columns of one file.
struct Columns: Sendable {
  /// Zero-based, by role.
  var indices: [ColumnRole: Int] = [:]
  /// How amounts are written.
  var unit: AmountUnit
  /// Whether the file has no ordered amount, and the paid one stands in for it.
  var amountIsPaid = false
  /// The header.
  var headers: [String] = []

  init(unit: AmountUnit) { self.unit = unit }

  /// The header of a role's column, for messages.
  func header(_ role: ColumnRole) -> String {
    indices[role].flatMap { headers.indices.contains($0) ? headers[$0] : nil } ?? role.rawValue
  }
}
