import Glibc
import TestSupport

/// The files of the package, as text.
enum SourceTree {
  /// A Swift file of the tree.
  struct File: Sendable {
    /// The path below the package's root, such as `Sources/Signing/Signer.swift`.
    let path: String
    let text: String

    /// The target whose folder it lies in.
    var target: String { String(path.split(separator: "/")[1]) }
    /// The name without its ending.
    var name: String { String(path.split(separator: "/").last?.dropLast(6) ?? "") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static let sources = files("Sources")
  static let tests = files("Tests")
  static let all = sources + tests

  /// The text of a file that must be there.
  static func text(_ path: String) -> String { TestFiles.text(TestFiles.root + "/" + path) ?? "" }

  private static func files(_ folder: String) -> [File] {
    paths(folder).filter { $0.hasSuffix(".swift") }.sorted().map { File(path: $0, text: text($0)) }
  }

  /// Every file below a folder, by its path below the root.
  static func paths(_ folder: String) -> [String] {
    guard let directory = opendir(TestFiles.root + "/" + folder) else { return [folder] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { found += paths(folder + "/" + name) }
    }
    return found
  }

  /// The words of a line: letters, digits and underscores that stand together.
  static func words(_ line: Substring) -> [Substring] {
    line.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
  }
}
