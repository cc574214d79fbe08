import ByteText
import Gateways
import Journal
import WireFormat

/// A line of the journal as it may leave the machine: accounts and names are masked, in the stored
/// request and in whatever texts repeat them. Everything else stays as it is, the checksums too: they
/// name the line in the journal.
struct ExportedLine {
  /// Wire names of the fields that hold a person's data.
  private let personal: [String: Role]
  private let shown = DisplayedText(unmask: false, keys: [])

  /// Masks what those gateways' tables call personal.
  init(_ gateways: [GatewaySpec]) {
    var personal: [String: Role] = [:]
    for row in gateways.flatMap(\.messages).flatMap(\.fields) {
      guard let role = row.role, role.isPersonal else { continue }
      for name in row.spellings { personal[name] = role }
    }
    self.personal = personal
  }

  /// The line, masked where that changes it; such a line says so by `"masked":true`.
  /// - Parameter payee: texts of the request that the record is about, found elsewhere.
  func masked(_ line: Bytes, _ record: JournalRecord, payee: [String: Role]) -> Bytes {
    guard let members = (try? JSONValue.parse(line))?.objectMembers else { return line }
    var known = payee
    if let request = record.request { known.merge(people(in: request)) { first, _ in first } }
    let changed = members.map { name, value -> (String, JSONValue) in
      switch name {
      case "r": return (name, value.stringValue.map { .string(requestText($0)) } ?? .null)
      case "rx": return (name, .string(""))
      case "d": return (name, details(value, known))
      case "id", "b", "ref":
        return (name, value.stringValue.map { .string(hidden($0, known)) } ?? value)
      default: return (name, value)
      }
    }
    let isSame = zip(members, changed).allSatisfy { $0.1 == $1.1 }
    guard !isSame else { return line }
    return JSONWriter(nonASCII: .escaped).bytes(.object(changed + [("masked", true)]))
  }

  /// The personal values of a stored request, by role.
  func people(in request: Bytes) -> [String: Role] {
    var found: [String: Role] = [:]
    _ = rewritten(String(decoding: request, as: UTF8.self)) { text, role in
      if text.count >= 2 { found[text] = role }
      return text
    }
    return found
  }

  private func requestText(_ text: String) -> String {
    rewritten(text) { shown.masked($0, role: $1) } ?? "‹not shown›"
  }

  private func details(_ value: JSONValue, _ known: [String: Role]) -> JSONValue {
    .array(
      (value.arrayElements ?? []).map { pair in
        .array(
          (pair.arrayElements ?? []).map { part in
            part.stringValue.map { .string(hidden(addressHidden($0), known)) } ?? part
          })
      })
  }

  /// A text without the personal values that are known.
  private func hidden(_ text: String, _ known: [String: Role]) -> String {
    known.reduce(text) { text, entry in
      text.replacing(entry.key, with: shown.masked(entry.key, role: entry.value))
    }
  }

  /// A URL without the personal values in its query.
  private func addressHidden(_ text: String) -> String {
    guard text.hasPrefix("http"), text.contains("?") else { return text }
    return address(text) { shown.masked($0, role: $1) }
  }

  // MARK: - Requests

  private typealias Change = (_ text: String, _ role: Role) -> String

  /// A stored request with each personal value changed; nil when it is none that can be read.
  private func rewritten(_ text: String, _ change: Change) -> String? {
    guard let end = text.firstRange(of: "\n\n") else { return nil }
    var lines = text[..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    guard let first = lines.first, let space = first.firstIndex(of: " ") else { return nil }
    let url = String(first[first.index(after: space)...])
    lines[0] = first[...space] + address(url, change)
    let body = String(text[end.upperBound...])
    guard let changed = body.isEmpty ? "" : content(body, change) else { return nil }
    return lines.joined(separator: "\n") + "\n\n" + changed
  }

  private func address(_ url: String, _ change: Change) -> String {
    guard let mark = url.firstIndex(of: "?") else { return url }
    let query = String(url[url.index(after: mark)...])
    return url[...mark] + (form(query, change) ?? "‹not shown›")
  }

  /// A JSON object or form fields.
  private func content(_ text: String, _ change: Change) -> String? {
    if text.hasPrefix("{") {
      return (try? JSONValue.parse(Array(text.utf8))).map { JSONWriter().string(json($0, change)) }
    }
    return form(text, change)
  }

  private func form(_ text: String, _ change: Change) -> String? {
    guard var list = try? FormCodec.decode(Array(text.utf8)) else { return nil }
    var isChanged = false
    for index in list.fields.indices {
      let value = list.fields[index].value.display
      var result = value
      if let role = personal[list.fields[index].displayName] {
        result = change(value, role)
      } else if value.hasPrefix("{") {
        result = content(value, change) ?? "‹not shown›"
      }
      guard result != value else { continue }
      isChanged = true
      list.fields[index].value = .text(Array(result.utf8))
    }
    return isChanged ? String(decoding: FormCodec.encode(list), as: UTF8.self) : text
  }

  private func json(_ value: JSONValue, _ change: Change) -> JSONValue {
    if let members = value.objectMembers {
      return .object(
        members.map { name, member in
          guard let role = personal[name] else { return (name, json(member, change)) }
          let text = member.stringValue ?? member.numberLiteral ?? ""
          return (name, .string(change(text, role)))
        })
    }
    if let elements = value.arrayElements { return .array(elements.map { json($0, change) }) }
    return value
  }
}
