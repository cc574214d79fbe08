import WireFormat

/// What a curl command line would send. Nothing is read from files and nothing is sent.
struct CurlCommand {
  var method: String?
  var url: Bytes?
  /// The headers of `-H`, in order.
  var headers = CapturedHeaders()
  var contentType: String? { headers["Content-Type"] }
  /// The pieces of `-d` and its relatives, in order.
  var data: [Bytes] = []
  /// The fields of `-F`, in order.
  var parts = FieldList()
  var isGet = false
  var isHead = false

  /// The body, with `-d` pieces joined as curl joins them.
  var body: Bytes { Bytes(data.joined(separator: [UInt8(ascii: "&")])) }

  /// The words after `curl`.
  /// - Throws: `curl_reads_file`, `curl_missing_value`, `curl_several_requests`.
  init(_ words: [(offset: Int, word: Bytes)]) throws(WireError) {
    var rest = words[...]
    while let (offset, word) = rest.popFirst() {
      guard word.first == UInt8(ascii: "-"), word.count > 1 else {
        try take("--url", word, offset)
        continue
      }
      if word.hasPrefix("--") {
        try long(word, offset, &rest)
      } else {
        try short(word, offset, &rest)
      }
    }
  }

  private typealias Words = ArraySlice<(offset: Int, word: Bytes)>

  /// Long options whose value matters here or must at least be stepped over.
  private static let longWithValue: Set<String> = [
    "--request", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode",
    "--json", "--form", "--form-string", "--url", "--url-query", "--header", "--user",
    "--user-agent", "--referer", "--cookie", "--cookie-jar", "--output", "--proxy", "--max-time",
    "--connect-timeout", "--cacert", "--cert", "--key", "--resolve", "--connect-to", "--retry",
    "--write-out", "--config", "--upload-file", "--interface", "--limit-rate", "--proxy-user",
    "--max-redirs", "--noproxy", "--unix-socket", "--tls-max", "--ciphers", "--dump-header",
  ]

  /// Short options that take a value, with the long ones that they stand for.
  private static let shortWithValue: [UInt8: String] = [
    UInt8(ascii: "X"): "--request", UInt8(ascii: "d"): "--data", UInt8(ascii: "F"): "--form",
    UInt8(ascii: "H"): "--header", UInt8(ascii: "u"): "--user", UInt8(ascii: "A"): "--user-agent",
    UInt8(ascii: "e"): "--referer", UInt8(ascii: "b"): "--cookie",
    UInt8(ascii: "c"): "--cookie-jar", UInt8(ascii: "o"): "--output", UInt8(ascii: "x"): "--proxy",
    UInt8(ascii: "m"): "--max-time", UInt8(ascii: "w"): "--write-out",
    UInt8(ascii: "K"): "--config", UInt8(ascii: "T"): "--upload-file",
    UInt8(ascii: "U"): "--proxy-user", UInt8(ascii: "E"): "--cert",
    UInt8(ascii: "D"): "--dump-header",
  ]

  private mutating func long(_ word: Bytes, _ offset: Int, _ rest: inout Words) throws(WireError) {
    let option = word.display
    switch option {
    case "--get": isGet = true
    case "--head": isHead = true
    case "--next":
      throw WireError(
        code: "curl_several_requests", offset: offset,
        reason: "The command sends several requests; give one of them.")
    default:
      guard Self.longWithValue.contains(option) else { return }
      try take(option, try value(option, offset, &rest), offset)
    }
  }

  private mutating func short(_ word: Bytes, _ offset: Int, _ rest: inout Words) throws(WireError) {
    for index in 1..<word.count {
      switch word[index] {
      case UInt8(ascii: "G"): isGet = true
      case UInt8(ascii: "I"): isHead = true
      default:
        guard let option = Self.shortWithValue[word[index]] else { continue }
        let attached = Bytes(word[(index + 1)...])
        let value = attached.isEmpty ? try value(option, offset, &rest) : attached
        return try take(option, value, offset)
      }
    }
  }

  private func value(_ option: String, _ offset: Int, _ rest: inout Words) throws(WireError)
    -> Bytes
  {
    guard let next = rest.popFirst() else {
      throw WireError(
        code: "curl_missing_value", offset: offset, reason: "\(option) has no value.")
    }
    return next.word
  }

  private mutating func take(_ option: String, _ value: Bytes, _ offset: Int) throws(WireError) {
    switch option {
    case "--request": method = value.display
    case "--url":
      if let url, url != value {
        throw WireError(
          code: "curl_several_requests", offset: offset,
          reason: "The command has two addresses and sends two requests; give one of them.")
      }
      url = value
    case "--header":
      let header = value.display.split(separator: ":", maxSplits: 1)
      if header.count == 2 {
        headers.lines.append(
          CapturedHeaders.Line(
            name: Bytes(header[0].utf8).trimmed.display,
            value: Bytes(header[1].utf8).trimmed.display, offset: offset))
      }
    case "--data", "--data-binary", "--data-ascii", "--json":
      if value.first == UInt8(ascii: "@") { throw Self.readsFile(option, offset) }
      data.append(value)
    case "--data-raw": data.append(value)
    case "--data-urlencode": data.append(try Self.encoded(value, offset))
    case "--url-query":
      let mark = url?.contains(UInt8(ascii: "?")) == true ? UInt8(ascii: "&") : UInt8(ascii: "?")
      url = (url ?? []) + [mark] + (try Self.encoded(value, offset))
    case "--form", "--form-string":
      try part(value, isLiteral: option == "--form-string", offset)
    case "--config", "--upload-file": throw Self.readsFile(option, offset)
    default: break
    }
  }

  private static func readsFile(_ option: String, _ offset: Int) -> WireError {
    WireError(
      code: "curl_reads_file", offset: offset,
      reason: "\(option) reads a file, and captures do not: put the file's content in its place.")
  }

  /// `content`, `=content` or `name=content`; the content is encoded as curl does it.
  private static func encoded(_ value: Bytes, _ offset: Int) throws(WireError) -> Bytes {
    guard let mark = value.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "@") })
    else { return PercentCoding.encode(value) }
    if value[mark] == UInt8(ascii: "@") { throw readsFile("--data-urlencode", offset) }
    let content = PercentCoding.encode(Bytes(value[(mark + 1)...]))
    return mark == 0 ? content : Bytes(value[...mark]) + content
  }

  private mutating func part(_ value: Bytes, isLiteral: Bool, _ offset: Int) throws(WireError) {
    guard let equals = value.firstIndex(of: UInt8(ascii: "=")) else {
      throw WireError(
        code: "curl_missing_value", offset: offset, reason: "--form has no name=value.")
    }
    var content = Bytes(value[(equals + 1)...])
    if !isLiteral {
      if content.first == UInt8(ascii: "@") || content.first == UInt8(ascii: "<") {
        throw Self.readsFile("--form", offset)
      }
      if let type = content.firstIndex(of: Bytes(";type=".utf8)) {
        content = Bytes(content[..<type])
      }
    }
    parts.append(Field(name: Bytes(value[..<equals]), value: .text(content)))
  }
}
