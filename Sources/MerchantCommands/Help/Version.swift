/// What this program is.
enum Version {
  /// Semantic version of the program.
  static let number = "0.1.0"

  /// The day of that version, as manual pages write it.
  static let date = "November 21, 2026"

  static var swift: String {
    #if swift(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  static var platform: String {
    #if arch(x86_64)
      "linux-x86_64"
    #else
      "linux-aarch64"
    #endif
  }
}
