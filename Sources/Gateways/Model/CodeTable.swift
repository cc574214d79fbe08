/// A table of codes from a document's appendix.
public struct CodeTable: Sendable, Equatable {
  /// What the codes stand for.
  public enum Kind: String, Sendable, CaseIterable {
    /// Ways to be paid.
    case channel
    /// Banks to pay out to.
    case payoutBank = "payout-bank"
    /// Errors.
    case error
  }

  /// One row.
  public struct Row: Sendable, Equatable {
    /// The code.
    public var code: String
    /// Its name as the document prints it.
    public var name: String
    /// Further columns as the document prints them, and our note.
    public var details: [String]

    /// Makes a row.
    public init(code: String, name: String, details: [String] = []) {
      self.code = code
      self.name = name
      self.details = details
    }
  }

  /// What the codes stand for.
  public var kind: Kind
  /// Document and section.
  public var source: String
  /// Headings of `Row.details`.
  public var detailHeadings: [String]
  /// The rows as text, one a line, columns parted by `|`. Hundreds of rows compile fast this way.
  private let text: String

  /// Makes a table of `code|name|detail…` lines.
  public init(
    _ kind: Kind, source: String, detailHeadings: [String] = [], _ text: String
  ) {
    self.kind = kind
    self.source = source
    self.detailHeadings = detailHeadings
    self.text = text
  }

  /// The rows in the document's order.
  public var rows: [Row] {
    text.split(separator: "\n").map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      return Row(
        code: cells[0], name: cells.count > 1 ? cells[1] : "", details: Array(cells.dropFirst(2)))
    }
  }
}
