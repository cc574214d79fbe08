import ArgumentParsing

/// Where a command that waits for connections listens.
enum ServingOptions {
  static let port = Option(
    "port", .integer(0...65_535, default: 0), valueName: "N",
    help: Text("Port; 0 for any", zh: "端口，0 为任意"))

  /// - Parameter help: which addresses the command takes.
  static func bind(_ help: Text) -> Option<String> {
    Option("bind", .text(default: "127.0.0.1"), valueName: "ADDRESS", help: help)
  }
}
