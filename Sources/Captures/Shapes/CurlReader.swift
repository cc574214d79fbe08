import ByteText
import WireFormat

/// A `curl …` command line: the query of its URL and its data, each a message of its own.
enum CurlReader: ShapeReader {
  static let shape = CaptureShape.curl

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard let start = commandStart(text) else { return nil }
    let line = Bytes(text[start...])
    let isForCmd = line.contains(" ^\"") || line.contains("^\n") || line.contains("^\r\n")
    let words: [(offset: Int, word: Bytes)]
    do {
      words = try ShellWords.split(isForCmd ? ShellWords.withoutCarets(line) : line)
    } catch {
      throw error.shifted(by: start)
    }
    let command: CurlCommand
    do {
      command = try CurlCommand(Array(words.dropFirst()))
      try check(command)
    } catch {
      throw error.shifted(by: start)
    }
    return try captures(of: command, session)
  }

  /// Where `curl` stands: at the start, or after a prompt.
  private static func commandStart(_ text: Bytes) -> Int? {
    var cursor = ByteCursor(text, maximumItems: .max)
    cursor.skipSpace()
    if cursor.take("$ ") || cursor.take("# ") || cursor.take("> ") { cursor.skipSpace() }
    let start = cursor.offset
    guard cursor.take("curl.exe") || cursor.take("curl"), cursor.current?.isWhitespace == true
    else {
      return nil
    }
    return start
  }

  /// Refuses a command whose request two readers could read in two ways.
  private static func check(_ command: CurlCommand) throws(WireError) {
    try command.headers.check()
    if !command.data.isEmpty, !command.parts.fields.isEmpty {
      throw WireError(
        code: "curl_data_and_form", offset: 0,
        reason: "The command has data (-d) and parts of a form (-F): curl sends one of them only.")
    }
    guard !command.isGet, !command.data.isEmpty else { return }
    try command.headers.checkType(of: command.body)
    try command.headers.checkLength(of: command.body)
    if let method = command.method, ["GET", "HEAD"].contains(method) {
      throw WireError(
        code: "body_on_get", offset: 0,
        reason: "A \(method) request has a body: one reader takes the query, another the body.")
    }
  }

  private static func captures(of command: CurlCommand, _ session: ReadingSession)
    throws(WireError) -> [Capture]
  {
    var url = command.url ?? []
    let hasBody = !command.data.isEmpty || !command.parts.fields.isEmpty
    let isPost = hasBody && !command.isGet
    var context = CaptureContext(
      method: command.method ?? (command.isHead ? "HEAD" : isPost ? "POST" : "GET"),
      path: QueryString(url: url).base.display, part: .query)
    if command.isGet, !command.data.isEmpty {
      url =
        QueryString(url: url).query == nil
        ? url + [UInt8(ascii: "?")] + command.body : url + [UInt8(ascii: "&")] + command.body
    }
    var captures: [Capture] = []
    if let query = try URLReader.capture(url, shape: shape, context: context, session) {
      captures.append(query)
    }
    context.part = .body
    if isPost, let payload = try payload(of: command, session) {
      try Contradiction.check(
        captures.first?.fields, "the query of the URL", payload.fields, "the data", at: 0)
      captures.append(Capture(shape: shape, payload: payload, context: context))
    }
    guard !captures.isEmpty else {
      throw WireError(
        code: "curl_no_fields", offset: 0,
        reason: "Neither the URL nor the data of the command holds a message.")
    }
    return captures
  }

  private static func payload(of command: CurlCommand, _ session: ReadingSession)
    throws(WireError) -> Payload?
  {
    if !command.parts.fields.isEmpty {
      return Payload(
        shape: .multipart, fields: command.parts, bytes: FormCodec.encode(command.parts))
    }
    return try PayloadReader.read(command.body, contentType: command.contentType, session)
  }
}
