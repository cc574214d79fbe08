import ArgumentParsing

/// Help that belongs to no single command.
struct HelpTopic: Sendable {
  var name: String
  var summary: Text
  var text: @Sendable (Language) -> String
}
