import Gateways
import WireFormat

/// What stands in the signature field, read as loosely as any merchant's code may have written it.
struct GivenDigest {
  /// A run of digest bytes and where it stands in the whole digest.
  struct Run {
    var bytes: Bytes
    var offset: Int
  }

  /// Where a truncated digest may have been cut: at its end, at both ends, at its front.
  var runs: [Run]
  /// Bytes in the whole digest: 16, 20 or 32.
  var size: Int
  /// What is unusual about the writing, not counting the case of letters.
  var deviations: [DiagnosisCode] = []
  /// The case of the letters; nil when there are none or both.
  var letterCase: SigningRule.LetterCase?
  /// Whether upper-case and lower-case letters are mixed.
  var isMixed = false
  /// Hexadecimal text that may have lost zeros in front of single digits; nil when it cannot.
  private var unpadded: Bytes?

  /// Fewest bits that explain anything: a search of a million texts meets them by chance once in
  /// 10^13 runs.
  static let fewestBits = 64

  /// Reads the text; nil when it cannot be any digest.
  static func read(_ given: Bytes) -> GivenDigest? {
    let text = given.filter { !isFiller($0) }
    guard var digest = hexadecimal(text) ?? base64(text) else { return nil }
    if text.count != given.count { digest.deviations.append(.digestSpaced) }
    return digest.runs.isEmpty ? nil : digest
  }

  private static func hexadecimal(_ text: Bytes) -> GivenDigest? {
    text.count >= 16 && text.allSatisfy(isHex) ? GivenDigest(hex: text) : nil
  }

  private static func base64(_ text: Bytes) -> GivenDigest? {
    guard let bytes = base64Decoded(text) else { return nil }
    var digest: GivenDigest
    if [32, 40, 64].contains(bytes.count), bytes.allSatisfy(isHex) {
      digest = GivenDigest(hex: bytes)
    } else if [16, 20, 32].contains(bytes.count) {
      digest = GivenDigest(runs: [Run(bytes: bytes, offset: 0)], size: bytes.count)
    } else {
      return nil
    }
    digest.deviations.insert(.digestBase64, at: 0)
    return digest
  }

  /// Makes a digest of known runs.
  init(runs: [Run], size: Int) {
    self.runs = runs
    self.size = size
  }

  private init(hex text: Bytes) {
    let hasUpper = text.contains { (0x41...0x46).contains($0) }
    let hasLower = text.contains { (0x61...0x66).contains($0) }
    isMixed = hasUpper && hasLower
    letterCase = isMixed ? nil : hasUpper ? .upper : hasLower ? .lower : nil
    size = [32: 16, 40: 20, 64: 32][text.count] ?? 16
    if let whole = text.count == size * 2 ? Hex.decode(text) : nil {
      runs = [Run(bytes: whole, offset: 0)]
      return
    }
    deviations.append(.digestTruncated)
    guard text.count < 32 else {
      runs = []
      return
    }
    unpadded = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let even = text.count / 2 * 2
    let head = Hex.decode(Array(text.prefix(even))) ?? []
    let tail = Hex.decode(Array(text.suffix(even))) ?? []
    runs = [Run(bytes: head, offset: 0), Run(bytes: tail, offset: 16 - tail.count)]
    // PHP's customary short form is substr(md5($text), 8, 16).
    if text.count == 16 { runs.append(Run(bytes: head, offset: 4)) }
  }

  /// The bits of agreement that an explanation of this digest rests on.
  var bits: Int { (runs.first?.bytes.count ?? 0) * 8 }

  /// A cheap test that no matching digest fails.
  func mayMatch(_ digest: UnsafeRawBufferPointer) -> Bool {
    unpadded != nil
      || runs.contains { run in
        run.bytes.first == digest[run.offset] && run.bytes[1] == digest[run.offset + 1]
      }
  }

  /// How the digest agrees with the given text; nil when it does not.
  func match(_ digest: Bytes) -> [DiagnosisCode]? {
    guard digest.count == size else { return nil }
    let fits = runs.contains { run in
      run.bytes.count * 8 >= GivenDigest.fewestBits
        && digest[run.offset...].prefix(run.bytes.count).elementsEqual(run.bytes)
    }
    if let unpadded, GivenDigest.withoutZeros(digest).contains(unpadded) {
      return deviations.map { $0 == .digestTruncated ? .digestZerosLost : $0 }
    }
    return fits ? deviations : nil
  }

  /// `Integer.toHexString(b & 0xff)` byte by byte, and `BigInteger.toString(16)` as a whole.
  private static func withoutZeros(_ digest: Bytes) -> [Bytes] {
    let each = digest.flatMap { byte -> Bytes in
      byte < 0x10 ? Array(Hex.encode([byte]).dropFirst()) : Hex.encode([byte])
    }
    return [each, Array(Hex.encode(digest).drop { $0 == 0x30 })]
  }

  private static func isFiller(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0x2D || byte == 0x3A
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// RFC 4648, both alphabets, padding optional; nil for anything else.
  private static func base64Decoded(_ text: Bytes) -> Bytes? {
    var bits: UInt32 = 0
    var held = 0
    var result = Bytes()
    for byte in text.prefix(while: { $0 != 0x3D }) {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case 0x2B, 0x2D: value = 62
      case 0x2F, 0x5F: value = 63
      default: return nil
      }
      bits = (bits << 6 | UInt32(value)) & 0xFFFF
      held += 6
      if held >= 8 {
        held -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    return result
  }
}
