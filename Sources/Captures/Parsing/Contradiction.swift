import ByteText
import WireFormat

/// Places of one capture that two readers could read as two messages. A receiver of callbacks refuses
/// them on the wire (RFC 9112 sections 5 and 6, docs/rules.md V5), and so does everything that reads
/// a capture of it.
enum Contradiction {
  /// The codes of these refusals.
  static let codes: Set<String> = [
    "two_messages", "two_content_lengths", "length_beside_coding", "two_codings",
    "bad_content_length", "short_content_length", "two_content_types", "type_contradicts_body",
    "folded_header", "bare_carriage_return", "malformed_header", "body_on_get",
    "har_params_contradict", "har_query_contradicts", "curl_several_requests",
    "curl_data_and_form", "name_control_byte", "json_duplicate_name",
  ]

  /// Refuses two sets of fields of one request that give one name two values: some frameworks merge
  /// query and body, and the first or the last value wins.
  static func check(
    _ first: FieldList?, _ firstPlace: String, _ second: FieldList?, _ secondPlace: String,
    at offset: Int
  ) throws(WireError) {
    guard let first, let second else { return }
    for field in first.fields {
      let folded = field.name.lowercased
      let others = second.fields.filter { $0.name.lowercased == folded }
      guard !others.isEmpty, others.contains(where: { $0.value.literal != field.value.literal })
      else { continue }
      throw WireError(
        code: "two_messages", offset: offset,
        reason: "\(field.displayName) has one value in \(firstPlace) and another in "
          + "\(secondPlace): two readers would see two messages.")
    }
  }
}

/// The headers of a captured request or response, and what they say against each other.
struct CapturedHeaders {
  /// A line of the head.
  struct Line {
    var name: String
    var value: String
    var offset: Int
  }

  var lines: [Line] = []

  /// The first value of that header, or nil.
  subscript(name: String) -> String? { all(name).first?.value }

  /// Every line of that name.
  func all(_ name: String) -> [Line] {
    let wanted = name.lowercased()
    return lines.filter { $0.name.lowercased() == wanted }
  }

  /// Refuses what makes the end of the body, or its type, a matter of taste.
  func check() throws(WireError) {
    let lengths = all("Content-Length")
    let codings = all("Transfer-Encoding")
    if lengths.count > 1 {
      throw fault(
        lengths[1], "two_content_lengths",
        "There are two Content-Length (\(place(lengths[0])) and "
          + "\(place(lengths[1]))): two readers would end the body at two places.")
    }
    if let length = lengths.first, let coding = codings.first {
      throw fault(
        max(length, coding), "length_beside_coding",
        "Content-Length (\(place(length))) stands beside Transfer-Encoding (\(place(coding))): two "
          + "readers would see two bodies.")
    }
    if codings.count > 1 {
      throw fault(
        codings[1], "two_codings",
        "There are two Transfer-Encoding: two readers would see two bodies.")
    }
    if let length = lengths.first,
      length.value.isEmpty || !length.value.utf8.allSatisfy(\.isDigit) || Int(length.value) == nil
    {
      throw fault(length, "bad_content_length", "Content-Length is no number of bytes.")
    }
    let types = all("Content-Type")
    if types.count > 1 {
      throw fault(
        types[1], "two_content_types",
        "There are two Content-Type (\(place(types[0])) and \(place(types[1]))): two readers would "
          + "read the body in two ways.")
    }
  }

  /// Refuses a request whose body is JSON and whose type says form, or the other way round.
  func checkType(of body: Bytes) throws(WireError) {
    guard let type = all("Content-Type").first, !body.allSatisfy(\.isWhitespace) else { return }
    let media = type.value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    let isObject = body.first { !$0.isWhitespace } == UInt8(ascii: "{")
    let saysForm = media == "application/x-www-form-urlencoded"
    let saysJSON = media == "application/json" || media == "text/json"
    guard saysForm && isObject || saysJSON && !isObject else { return }
    throw fault(
      type, "type_contradicts_body",
      "Content-Type says \(saysForm ? "form" : "JSON") and the body looks like "
        + "\(isObject ? "JSON" : "a form"): two readers would read it in two ways.")
  }

  /// Refuses a body that goes on behind the length that the head gives it.
  func checkLength(of body: Bytes) throws(WireError) {
    guard let line = all("Content-Length").first, let length = Int(line.value),
      length < body.count, !body[length...].allSatisfy(\.isWhitespace)
    else { return }
    throw fault(
      line, "short_content_length",
      "Content-Length says \(length) bytes and the body has \(body.count): a reader that obeys it "
        + "sees another message.")
  }

  private func place(_ line: Line) -> String { "byte \(line.offset + 1)" }

  private func max(_ a: Line, _ b: Line) -> Line { a.offset < b.offset ? b : a }

  private func fault(_ line: Line, _ code: String, _ reason: String) -> WireError {
    WireError(code: code, offset: line.offset, reason: reason)
  }
}
