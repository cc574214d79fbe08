import ByteText
import HTTP

/// What is seen of one exchange while libcurl runs it: bytes handed over, the answer's head and
/// body, and the first thing about them that is refused.
final class CurlExchange {
  private static let headerByteLimit = 65_536
  private static let headerLineLimit = 100

  /// The answer so far; its head is complete once this is there, interim answers left out.
  private(set) var response: HTTPResponse?
  /// Why this side ended the exchange.
  private(set) var refusal: TransportFailure?
  /// Request bytes that the kernel or the TLS layer took, what a proxy is told left out.
  private(set) var bytesSent = 0
  /// Bytes of `CONNECT` requests to a proxy.
  private(set) var tunnelBytes = 0

  private let bodyLimit: Int
  private var head: [UInt8] = []
  private var headerBytes = 0
  private var headerLines = 0

  init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

  /// Takes a header line, a blank line at the end of a head, or a trailer line; false ends it all.
  func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    headerLines += 1
    guard headerBytes <= Self.headerByteLimit, headerLines <= Self.headerLineLimit else {
      return refuse("too_large", "The answer's header is larger than 64 KiB or 100 lines.")
    }
    if response != nil { return true }
    head.append(contentsOf: line)
    guard line.first == .carriageReturn || line.first == .lineFeed else { return true }
    defer { head = [] }
    return endHead()
  }

  /// Takes a piece of the body; false ends it all.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let count = response?.body.count else {
      return refuse("bad_answer", "The answer has a body but no header.")
    }
    guard bytes.count <= bodyLimit - count else {
      return refuse("too_large", "The answer is larger than \(bodyLimit) bytes.")
    }
    response?.body.append(contentsOf: bytes)
    return true
  }

  /// Notes bytes on their way out, as libcurl's debug callback tells them.
  func noteSent(_ bytes: UnsafeRawBufferPointer, isHeader: Bool) {
    if isHeader && bytesSent == 0 && bytes.starts(with: "CONNECT ".utf8) {
      tunnelBytes += bytes.count
    } else {
      bytesSent += bytes.count
    }
  }

  private func endHead() -> Bool {
    var limits = HTTPLimits()
    limits.fields = Self.headerLineLimit
    let head: HTTPResponse
    do {
      head = try HTTPMessageReader.answerHead(self.head, limits: limits)
    } catch {
      return refuse("bad_answer", "The answer's header is malformed: \(error.reason)")
    }
    if (100..<200).contains(head.status) && head.status != 101 { return true }
    if let fault = Self.fault(of: head) { return refuse("bad_answer", fault) }
    response = head
    return true
  }

  /// What makes an answer unreadable here: it was asked for as it is, so a coding is not undone,
  /// and a length that is given twice leaves open where the body ends.
  private static func fault(of head: HTTPResponse) -> String? {
    if head.status == 101 { return "The answer switches to another protocol." }
    let encodings = head.headers.all("Content-Encoding").map { $0.lowercased() }
    if encodings.contains(where: { $0 != "identity" && !$0.isEmpty }) {
      return "The answer is compressed, which was not asked for."
    }
    if head.headers.all("Transfer-Encoding").contains(where: { $0.lowercased() != "chunked" }) {
      return "The answer has a transfer coding other than chunked."
    }
    let lengths = Set(head.headers.all("Content-Length"))
    return lengths.count > 1 ? "The answer names two lengths." : nil
  }

  private func refuse(_ code: String, _ reason: String) -> Bool {
    if refusal == nil { refusal = TransportFailure(code: code, reason: reason) }
    return false
  }
}
