/// Header fields in order; names compare without regard to ASCII case.
public struct HTTPHeaders: Sendable, Equatable {
  /// Name and value pairs in the order sent or received.
  public var entries: [(name: String, value: String)]

  /// Makes headers from pairs.
  public init(_ entries: [(name: String, value: String)] = []) { self.entries = entries }

  /// The first value under that name, or nil.
  public subscript(name: String) -> String? {
    let wanted = name.lowercased()
    return entries.first { $0.name.lowercased() == wanted }?.value
  }

  /// Every value under that name.
  public func all(_ name: String) -> [String] {
    let wanted = name.lowercased()
    return entries.filter { $0.name.lowercased() == wanted }.map(\.value)
  }

  /// Appends a header.
  public mutating func append(_ name: String, _ value: String) { entries.append((name, value)) }

  /// Compares pair by pair.
  public static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
    left.entries.count == right.entries.count
      && zip(left.entries, right.entries).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }
}

/// A request as a value: what would go over the wire.
public struct HTTPRequest: Sendable, Equatable {
  /// `GET` or `POST`.
  public var method: String
  /// The absolute URL on the client's side; the request target (path and query) on the server's side.
  public var url: String
  /// Header fields.
  public var headers: HTTPHeaders
  /// The body's bytes; empty for none.
  public var body: [UInt8]

  /// Makes a request from its parts.
  public init(
    method: String, url: String, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// A complete response.
public struct HTTPResponse: Sendable, Equatable {
  /// The status code, 100 to 599.
  public var status: Int
  /// Header fields.
  public var headers: HTTPHeaders
  /// The body's bytes.
  public var body: [UInt8]

  /// Makes a response from its parts.
  public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
