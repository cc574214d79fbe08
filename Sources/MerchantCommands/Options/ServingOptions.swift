import ArgumentParsing

/// Where a command that waits for connections listens.
enum ServingOptions {
  static let port = OptionSpec(
    "port", kind: .integer(0...65_535), valueName: "N",
    help: Text("Port; 0 for any", zh: "端口，0 为任意"), defaultValue: "0")

  /// - Parameter help: which addresses the command takes.
  static func bind(_ help: Text) -> OptionSpec {
    OptionSpec(
      "bind", kind: .text, valueName: "ADDRESS", help: help, defaultValue: "127.0.0.1")
  }
}
