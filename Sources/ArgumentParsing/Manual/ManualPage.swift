import ByteText

/// A page of the manual in mdoc, written from top to bottom.
package struct ManualPage: Sendable {
  /// The page's name, such as `merchant-payout-plan`.
  package let name: String
  /// The section: 1 for commands, 5 for files.
  package let section: Int
  private var lines: [String]

  /// What stands at the foot of every page.
  package struct Edition: Sendable {
    /// Such as `merchant 0.1.0`.
    package var release: String
    /// The date of the release as mdoc wants it: `November 21, 2026`.
    package var date: String

    /// An edition.
    package init(release: String, date: String) {
      self.release = release
      self.date = date
    }
  }

  /// The beginning of a page.
  package init(name: String, section: Int, summary: String, edition: Edition) {
    self.name = name
    self.section = section
    lines = [
      ".Dd \(edition.date)", ".Dt \(Roff.page(name.uppercased())) \(section)",
      ".Os \(Roff.argument(edition.release))", ".Sh NAME", ".Nm \(Roff.page(name))",
      ".Nd \(Roff.text(summary))",
    ]
  }

  /// The page, every line with its line feed.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// Begins a section.
  package mutating func heading(_ title: String) { lines.append(".Sh \(Roff.text(title))") }

  /// Begins a part of a section.
  package mutating func subheading(_ title: String) { lines.append(".Ss \(Roff.text(title))") }

  /// Adds a paragraph.
  package mutating func paragraph(_ text: String) {
    if let last = lines.last, !last.hasPrefix(".Sh"), !last.hasPrefix(".Ss") {
      lines.append(".Pp")
    }
    lines += Roff.prose(text)
  }

  /// Adds a list of things by one of mdoc's macros: `Ev` for variables, `Cm` for words, `Pa` for
  /// files, `Ar` for arguments; an empty one for numbers.
  package mutating func list(_ macro: String, _ rows: [(label: String, text: String)]) {
    list(
      rows.map { row in
        let label = Roff.argument(row.label)
        return (macro.isEmpty ? label : "\(macro) \(label)", Roff.prose(row.text))
      })
  }

  /// Adds words that are meant literally, such as a command line, with what they do.
  package mutating func example(_ line: String, _ help: String) {
    paragraph(help + ":")
    literal([line])
  }

  /// Adds lines as they are.
  package mutating func literal(_ text: [String]) {
    lines.append(".Bd -literal -offset indent")
    lines += text.map(Roff.line)
    lines.append(".Ed")
  }

  /// Adds references to other pages.
  package mutating func references(_ pages: [(name: String, section: Int)]) {
    for (index, page) in pages.enumerated() {
      let comma = index + 1 < pages.count ? " ," : ""
      lines.append(".Xr \(Roff.page(page.name)) \(page.section)\(comma)")
    }
  }

  /// Adds a list whose heads and texts are mdoc already.
  mutating func list(_ rows: [(head: String, text: [String])]) {
    guard !rows.isEmpty else { return }
    lines.append(".Bl -tag -width Ds")
    for row in rows { lines += [".It \(row.head)"] + row.text }
    lines.append(".El")
  }

  /// Adds lines that are mdoc already.
  mutating func raw(_ text: [String]) { lines += text }
}
