import ByteText
import Glibc

/// Why a text is not an address that this program will call.
public enum HTTPURLError: String, Error, Sendable, Equatable {
  case scheme = "It does not begin with http:// or https://."
  case tooLong = "It is longer than 8192 bytes."
  case byte = "It holds a space, a control byte or a letter outside ASCII."
  case userInfo = "It holds a user name or a password."
  case fragment = "It holds a fragment (#)."
  case host = "Its host is empty or malformed."
  case numericHost = "Its host is a number that is not four decimal parts from 0 to 255."
  case query = "It holds a query, and no path can stand behind that."
  case port = "Its port is not a number from 1 to 65535."

  /// One sentence for a person.
  public var reason: String { rawValue }
}

/// An absolute http or https address, read strictly: no user name, no fragment, no byte that
/// another reader could take differently (RFC 3986, narrowed).
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  /// The two schemes spoken.
  public enum Scheme: String, Sendable, Hashable {
    case http
    case https

    /// The port when none is written.
    public var defaultPort: UInt16 { self == .http ? 80 : 443 }
  }

  /// The scheme, written in either case.
  public let scheme: Scheme
  /// The host in lower case; an IPv6 address keeps its brackets.
  public let host: String
  /// The port, written or the scheme's.
  public let port: UInt16
  /// The path as written; empty or beginning with a slash.
  public let path: String
  /// What follows the first question mark, as written; nil without one.
  public let query: String?

  /// Reads an absolute URL.
  public init(_ text: String) throws(HTTPURLError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 8_192 else { throw .tooLong }
    guard let (scheme, start) = Self.scheme(bytes) else { throw .scheme }
    guard bytes.allSatisfy(HTTPSyntax.isVisible) else { throw .byte }
    guard !bytes.contains(UInt8(ascii: "#")) else { throw .fragment }
    let end = bytes[start...].firstIndex { $0 == .slash || $0 == .questionMark } ?? bytes.endIndex
    let authority = bytes[start..<end]
    guard !authority.contains(UInt8(ascii: "@")) else { throw .userInfo }
    let (host, port) = try Self.split(authority)
    self.scheme = scheme
    self.host = try Self.checked(host)
    self.port = try Self.port(port) ?? scheme.defaultPort
    let mark = bytes[end...].firstIndex(of: .questionMark)
    path = HTTPSyntax.text(bytes[end..<(mark ?? bytes.endIndex)])
    query = mark.map { HTTPSyntax.text(bytes[($0 + 1)...]) }
  }

  /// Scheme, host and port; the scheme's own port is left out.
  public var origin: String {
    "\(scheme.rawValue)://\(host)" + (port == scheme.defaultPort ? "" : ":\(port)")
  }

  /// The whole address.
  public var description: String { origin + path + (query.map { "?" + $0 } ?? "") }

  /// Whether the host is written as this machine itself: `localhost`, 127.0.0.0/8 or `[::1]`. A
  /// name that merely resolves there does not count.
  public var isLoopback: Bool {
    if host == "localhost" { return true }
    if let parts = Self.dottedParts(host) { return parts[0] == 127 }
    return Self.address6(host) == Array(repeating: 0, count: 15) + [1]
  }

  /// This address with a path, and perhaps a query, put behind its own path. One slash stands
  /// between them, whoever brought it. An address that has a query cannot be added to.
  public func joining(path more: String) throws(HTTPURLError) -> HTTPURL {
    guard query == nil else { throw .query }
    var base = path[...]
    while base.hasSuffix("/") { base.removeLast() }
    let rest = more.drop { $0 == "/" }
    return try HTTPURL(origin + base + "/" + rest)
  }
}

// MARK: - Parts

extension HTTPURL {
  private static func scheme(_ bytes: [UInt8]) -> (Scheme, Int)? {
    for scheme in [Scheme.http, .https] {
      let prefix = Array((scheme.rawValue + "://").utf8)
      let start = bytes.prefix(prefix.count).map { $0.isLetter ? $0 | 0x20 : $0 }
      if start == prefix { return (scheme, prefix.count) }
    }
    return nil
  }

  /// Host and port text; nil for a port that is not written.
  private static func split(_ authority: ArraySlice<UInt8>) throws(HTTPURLError)
    -> (ArraySlice<UInt8>, ArraySlice<UInt8>?)
  {
    var hostEnd = authority.firstIndex(of: .colon) ?? authority.endIndex
    if authority.first == .openBracket {
      guard let bracket = authority.firstIndex(of: .closeBracket) else { throw .host }
      hostEnd = bracket + 1
    }
    let rest = authority[hostEnd...]
    guard let first = rest.first else { return (authority[..<hostEnd], nil) }
    guard first == .colon else { throw .host }
    return (authority[..<hostEnd], rest.dropFirst())
  }

  private static func port(_ bytes: ArraySlice<UInt8>?) throws(HTTPURLError) -> UInt16? {
    guard let bytes else { return nil }
    guard (1...5).contains(bytes.count), bytes.allSatisfy(\.isDigit),
      bytes.first != .digitZero, let port = UInt16(HTTPSyntax.text(bytes))
    else { throw .port }
    return port
  }

  private static func checked(_ bytes: ArraySlice<UInt8>) throws(HTTPURLError) -> String {
    let host = HTTPSyntax.text(bytes).lowercased()
    if host.hasPrefix("[") {
      guard address6(host) != nil else { throw .host }
      return host
    }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard host.utf8.count <= 253, labels.allSatisfy({ isLabel($0) }) else { throw .host }
    // Resolvers read 2130706433, 0177.0.0.1 and 0x7f.1 as addresses; such a host hides where it
    // leads, so a last label that is a number must end a plain dotted address.
    if let last = labels.last, isNumber(last) {
      guard dottedParts(host) != nil else { throw .numericHost }
    }
    return host
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy {
        $0.isAlphanumeric || $0 == .dash || $0 == .underscore
      }
  }

  private static func isNumber(_ label: Substring) -> Bool {
    if label.hasPrefix("0x") {
      return label.utf8.dropFirst(2).allSatisfy { $0.hexValue != nil }
    }
    return label.utf8.allSatisfy(\.isDigit)
  }

  /// Four decimal parts without leading zeros, or nil.
  private static func dottedParts(_ host: String) -> [UInt8]? {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count == 4 else { return nil }
    let parts = labels.compactMap { label -> UInt8? in
      guard label.utf8.allSatisfy(\.isDigit), let part = UInt8(label) else { return nil }
      return label.utf8.count > 1 && label.first == "0" ? nil : part
    }
    return parts.count == 4 ? parts : nil
  }

  /// The sixteen bytes of an address in brackets, or nil.
  private static func address6(_ host: String) -> [UInt8]? {
    guard host.hasPrefix("["), host.hasSuffix("]") else { return nil }
    var bytes = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &bytes) == 1 ? bytes : nil
  }
}
