import ByteText
import PaymentValues
import Platform
import WireFormat

/// Reads keys from where a profile or an option says, and refuses what is not safe to read.
struct CredentialReader {
  let clock: Clock
  let home: String?
  /// Learns of every key that is read.
  let keys: KnownKeys
  let warn: (String) -> Void

  private static let limit = 65_536

  /// The key in a file. The file must be ours and closed to others, as ssh wants it.
  func file(_ path: String, place: String) throws(Refusal) -> Secret {
    let path = expanded(path)
    let bytes: [UInt8]
    let status: FileStatus
    do throws(SystemError) {
      (bytes, status) = try SecureFile.read(path, limit: CredentialReader.limit, followLinks: false)
    } catch {
      throw Refusal(
        .config, "key_file_unreadable", "key file \(path): \(reason(error))", place: place,
        hint: "key-file names a regular file of mode 0600 that holds nothing but the key")
    }
    if status.isShared || !status.isOwnedByUs {
      throw Refusal(
        .refused, "key_file_mode",
        status.isOwnedByUs
          ? "key file \(path) has mode \(status.octal): others may read it"
          : "key file \(path) belongs to somebody else",
        place: place, hint: "run 'chmod 600 \(path)'; if others could read it, ask for a new key")
    }
    return try key(bytes, named: "key file \(path)", place: place)
  }

  /// The key that a program prints; the words are a JSON array and no shell is involved.
  func command(_ words: String, place: String) throws(Refusal) -> Secret {
    let array = try? JSONValue.parse(Array(words.utf8)).arrayElements
    let arguments = (array ?? []).compactMap(\.stringValue)
    guard !arguments.isEmpty, arguments.count == array?.count else {
      throw Refusal(
        .config, "key_command_syntax", "key-command is a JSON array of words", place: place,
        hint: "for instance: key-command = [\"pass\", \"show\", \"shop1\"]")
    }
    let bytes: [UInt8]
    do throws(Subprocess.Failure) {
      bytes = try Subprocess.output(
        of: arguments, limit: 4096, deadlineMilliseconds: 10_000, clock: clock)
    } catch {
      throw Refusal(
        .config, "key_command_failed", "key-command \(arguments[0]): \(reason(error))",
        place: place,
        hint:
          "run it by hand; it must print the key and end with status 0. What it wrote to standard error is not shown, because it may hold the key"
      )
    }
    return try key(bytes, named: "the output of key-command", place: place)
  }

  /// Cuts one line end off and says so; anything else around a key is refused, not guessed.
  func key(_ bytes: [UInt8], named name: String, place: String) throws(Refusal) -> Secret {
    var key = bytes
    if key.last == .lineFeed {
      key.removeLast()
      if key.last == .carriageReturn { key.removeLast() }
      warn("the line end at the end of \(name) is not part of the key and was cut off")
    }
    func refuse(_ code: String, _ message: String, _ hint: String) -> Refusal {
      Refusal(.config, code, "\(name) \(message)", place: place, hint: hint)
    }
    if key.isEmpty { throw refuse("key_empty", "is empty", "put the gateway's key there") }
    if key.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw refuse("key_bom", "begins with a byte order mark", "save it without one")
    }
    if key.contains(where: { $0 <= .space || $0 == .delete }) {
      throw refuse(
        "key_blank", "has a blank or control character inside or at an end",
        "a key has none; copy it again")
    }
    let secret = Secret(key)
    keys.add(secret)
    return secret
  }

  /// `~/` becomes the home directory.
  func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst(1)
  }

  private func reason(_ error: SystemError) -> String {
    switch error.number {
    case 40: "it is a symbolic link"
    case 22: "it is no regular file"
    case 27: "it is too large for a key"
    default: error.reason
    }
  }

  private func reason(_ failure: Subprocess.Failure) -> String {
    switch failure {
    case .notStarted(let error): "could not be started: \(error.reason)"
    case .timeout: "did not end within 10 s"
    case .exit(let status): "ended with status \(status)"
    case .signal(let number): "was ended by signal \(number)"
    case .tooMuch: "printed more than a key"
    }
  }
}
