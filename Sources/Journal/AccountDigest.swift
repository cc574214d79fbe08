import ByteText
import Digests
import Glibc
import Platform
import WireFormat

/// Recognises equal account numbers without storing them: HMAC-SHA256 under a secret that exists
/// only on this machine. A plain hash would not do: card numbers are few enough to try them all.
package struct AccountDigest: Sendable {
  private let secret: Bytes

  /// Whether the directory has a secret.
  package static func exists(in directory: String, calls: FileCalls = .system) throws(JournalError)
    -> Bool
  {
    try JournalDisk(calls: calls).linkStatus("\(directory)/account-digest.key") != nil
  }

  /// Uses the secret in `account-digest.key` of the directory (0600), which is made when missing.
  /// Without it old digests match nothing any more: whoever has some asks `exists` first.
  package init(directory: String, calls: FileCalls = .system) throws(JournalError) {
    let disk = JournalDisk(calls: calls)
    try disk.prepareDirectory(directory, create: true)
    let path = "\(directory)/account-digest.key"
    if let (descriptor, _) = try disk.open(path, O_RDONLY, create: false) {
      secret = try Self.read(descriptor, path, disk)
      return
    }
    // Written whole under another name, so that a second process never sees half a secret.
    let unfinished = "\(path).\(getpid())"
    _ = disk.calls.remove(unfinished)
    guard let (descriptor, _) = try disk.open(unfinished, O_RDWR, create: true) else {
      throw disk.failure("open", unfinished)
    }
    var generator = SystemRandomNumberGenerator()
    let fresh = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    defer { _ = disk.calls.close(descriptor) }
    try disk.write(fresh, to: descriptor, unfinished)
    try disk.sync(descriptor, unfinished)
    try disk.rename(unfinished, path)
    try disk.syncDirectory(directory)
    secret = fresh
  }

  private static func read(_ descriptor: CInt, _ path: String, _ disk: JournalDisk)
    throws(JournalError) -> Bytes
  {
    defer { _ = disk.calls.close(descriptor) }
    var bytes: Bytes = []
    try disk.read(33, at: 0, of: descriptor, path, into: &bytes)
    guard bytes.count == 32 else {
      throw .insecure(
        path: path, reason: "not a secret of 32 bytes", remedy: "Put it back from a backup")
    }
    return bytes
  }

  /// The digest of an account number: 128 bits in hex. Spaces do not count.
  package func digest(_ account: String) -> String {
    let bytes = account.utf8.filter { $0 != .space }
    var text: Bytes = []
    for byte in HMAC<SHA256>.code(Array(bytes), key: secret).prefix(16) {
      text.append(Hex.digit(byte >> 4))
      text.append(Hex.digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The account with its middle hidden: at most the first six and the last four characters stay,
  /// and never more than half of them.
  package static func mask(_ account: String) -> String {
    let characters = Array(account.unicodeScalars.filter { $0 != " " })
    guard characters.count >= 8 else { return String(repeating: "*", count: characters.count) }
    let tail = 4
    let head = max(0, min(6, characters.count / 2 - tail))
    var text = String.UnicodeScalarView()
    text.append(contentsOf: characters.prefix(head))
    text.append(contentsOf: repeatElement("*", count: characters.count - head - tail))
    text.append(contentsOf: characters.suffix(tail))
    return String(text)
  }
}
