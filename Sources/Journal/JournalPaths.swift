import ByteText

/// The names of one journal's files inside the journal directory.
struct JournalPaths: Sendable {
  let directory: String
  let name: String

  /// Takes names of ASCII letters, digits, `_` and `-`, at most 64. A dot is refused because the
  /// names of rotated files are told apart by it.
  init(directory: String, name: String) throws(JournalError) {
    let allowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8.digits, UInt8.upperLetters, UInt8.lowerLetters, .underscore, .dash: true
      default: false
      }
    }
    guard allowed, (1...64).contains(name.utf8.count), !name.hasPrefix("-") else {
      throw .unusablePlace(
        path: directory, reason: "a name that cannot be a file name",
        remedy: "Use letters, digits, _ and -")
    }
    guard !directory.isEmpty, !directory.utf8.contains(0) else {
      throw .unusablePlace(path: directory, reason: "no directory", remedy: "Name one")
    }
    self.directory = directory
    self.name = name
  }

  var active: String { "\(directory)/\(name).jsonl" }
  /// The beginning of the next file, complete before the active one is renamed.
  var next: String { "\(directory)/\(name).next" }
  var lock: String { "\(directory)/\(name).lock" }
  var mark: String { "\(directory)/\(name).mark" }
  var index: String { "\(directory)/\(name).index" }
  var newIndex: String { "\(directory)/\(name).index.new" }

  /// The name under which a month's file is kept; `copy` above 1 when the month has several.
  func rotated(month: String, copy: Int) -> String {
    "\(directory)/\(name).\(month)\(copy > 1 ? "-\(copy)" : "").jsonl"
  }

  /// Whether a name in the directory is one of this journal's rotated files.
  func isRotated(_ file: String) -> Bool {
    guard file.hasPrefix(name + "."), file.hasSuffix(".jsonl") else { return false }
    let middle = file.dropFirst(name.count + 1).dropLast(6)
    let parts = middle.split(separator: "-", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts[0].utf8.count == 4 && parts[1].utf8.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0.isDigit } }
  }
}
