import ArgumentParsing
import Glibc
import Synchronization
import Testing
import WireFormat

@testable import MerchantCommands

/// What `help json` promises about one run's JSON, held against what it printed.
struct JSONContract {
  let words: [String]
  let variable: @Sendable (String) -> String?

  /// What a run printed as JSON.
  enum Form: String { case object, line, failure }

  /// Fails the running test where an output is not as promised. With MERCHANT_OUTPUTS=FILE the outputs
  /// are kept, too, for a validator that is not ours (scripts/schemas.py).
  func check(output: [UInt8], errors: [UInt8]) {
    let parsed = Parser.parse(
      words: words.map { Array($0.utf8) }, environment: variable, root: CommandTree.root)
    // A line that was not understood answers in the form that it seems to ask for.
    if case .failure = parsed {
      for value in Self.values(errors) { expect(value, [.failure], .failure, "") }
    }
    guard case .success(let command) = parsed, case .run = command.request,
      let definition = CommandTree.command(at: command.path)
    else { return }
    let format = command[GlobalOptions.json] != nil ? .json : command[GlobalOptions.output]
    let isForPrograms = format == .json || format == .ndjson
    guard isForPrograms, command[GlobalOptions.template] == nil else { return }
    let path = command.path.joined(separator: " ")
    for value in Self.values(errors) where value["error"] != nil {
      expect(value, [.failure], .failure, path)
    }
    guard command[GlobalOptions.fields].isEmpty else { return }
    let values = Self.values(output)
    if definition.results.isEmpty { return }
    for value in values {
      if value["schema"] != nil {
        let shapes = definition.results.compactMap { $0.object?.versioned }
        expect(value, shapes, .object, path)
      } else {
        expect(value, definition.results.map(\.line), .line, path)
      }
    }
  }

  private static func values(_ bytes: [UInt8]) -> [JSONValue] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      line.first == UInt8(ascii: "{") ? try? JSONValue.parse(Array(line)) : nil
    }
  }

  private func expect(_ value: JSONValue, _ shapes: [JSONShape], _ form: Form, _ path: String) {
    Self.keep(value, form, path)
    let faults = shapes.map { Self.faults(in: value, $0, at: "") }
    guard !faults.contains(where: \.isEmpty) else { return }
    let fewest = faults.min { $0.count < $1.count } ?? ["no result is promised"]
    let text = "\(words.joined(separator: " ")): \(fewest.joined(separator: "; "))"
    Issue.record("\(text)")
  }

  static func faults(in value: JSONValue, _ shape: JSONShape, at place: String) -> [String] {
    guard let members = value.objectMembers else { return ["\(place) is no \(shape.name)"] }
    var faults: [String] = []
    for (name, value) in members {
      let inner = place + "." + name
      guard let member = shape.members.first(where: { $0.name == name }) else {
        faults.append("\(inner) is not promised of \(shape.name)")
        continue
      }
      if case .null = value, member.mayBeNull { continue }
      faults += Self.faults(in: value, member.type, at: inner)
    }
    for member in shape.members where member.isAlwaysThere {
      if value[member.name] == nil { faults.append("\(place).\(member.name) is missing") }
    }
    return faults
  }

  private static func faults(in value: JSONValue, _ type: JSONType, at place: String) -> [String] {
    let fits: Bool
    switch type {
    case .text: fits = value.stringValue != nil
    case .word(let words): fits = value.stringValue.map(words.contains) ?? false
    case .flag: if case .bool = value { fits = true } else { fits = false }
    case .count, .milliseconds: fits = value.integerValue.map { $0 >= 0 } ?? false
    case .fen: fits = value.integerValue != nil
    case .yuan:
      fits = value.stringValue.map { $0.allSatisfy { "-.0123456789".contains($0) } } ?? false
    case .time: fits = value.stringValue?.hasSuffix("+08:00") ?? false
    case .constant(let number): fits = value.integerValue.map { $0 == number } ?? false
    case .any: fits = value.objectMembers != nil
    case .object(let shape): return faults(in: value, shape, at: place)
    case .list(let item):
      guard let items = value.arrayElements else { return ["\(place) is no list"] }
      return items.flatMap { faults(in: $0, item, at: place + "[]") }
    case .map(let item):
      guard let members = value.objectMembers else { return ["\(place) is no object"] }
      return members.flatMap { faults(in: $0.1, item, at: place + "." + $0.0) }
    }
    return fits ? [] : ["\(place) is no \(type.label.en): \(JSONWriter().string(value))"]
  }

  private static let file = Mutex<Int32?>(
    getenv("MERCHANT_OUTPUTS").map { open($0, O_WRONLY | O_CREAT | O_APPEND, 0o600) })

  private static func keep(_ value: JSONValue, _ form: Form, _ path: String) {
    file.withLock { descriptor in
      guard let descriptor else { return }
      let record = JSONValue.object([
        ("command", .string(path)), ("form", .string(form.rawValue)), ("value", value),
      ])
      let line = JSONWriter().bytes(record) + [UInt8(ascii: "\n")]
      _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
  }
}
