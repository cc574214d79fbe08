import ByteText
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
  /// Whether it was written in hexadecimal digits.
  private var isHexadecimal = true
  /// The digits' values of a text that may have lost zeros in front of single ones; else empty.
  private var unpadded = Bytes()
  /// The first two bytes of the only run, where nothing else can match.
  private var only: (UInt8, UInt8, offset: Int)?
  /// Many whole digests, and which first two bytes they have; empty for a few.
  private var wholes: Set<Bytes> = []
  private var heads: [Bool] = []

  /// Fewest bits that explain anything: a search of a million texts meets them by chance once in
  /// 10^13 runs.
  static let fewestBits = 64

  /// Reads the text; nil when it cannot be any digest.
  static func read(_ given: Bytes) -> GivenDigest? {
    let text = given.filter { !isFiller($0) }
    // A dash is a digit of the one base64 alphabet and parts the digits of hexadecimal text.
    let undashed = given.filter { !isFiller($0) || $0 == .dash }
    guard var digest = hexadecimal(text) ?? base64(undashed) ?? base64(text) else { return nil }
    if digest.runs.count == 1, digest.unpadded.isEmpty, let run = digest.runs.first {
      digest.only = (run.bytes[0], run.bytes[1], run.offset)
    }
    if text.count != given.count, undashed.count != given.count || digest.isHexadecimal {
      digest.deviations.append(.digestSpaced)
    }
    return digest.runs.isEmpty ? nil : digest
  }

  private static func hexadecimal(_ text: Bytes) -> GivenDigest? {
    text.count >= 16 && text.allSatisfy(\.isHexDigit) ? GivenDigest(hex: text) : nil
  }

  private static func base64(_ text: Bytes) -> GivenDigest? {
    guard text.count >= 16 || text.last == .equals, let bytes = Base64.decode(text),
      bytes.count <= 64
    else { return nil }
    var digest: GivenDigest
    if bytes.count >= 16, bytes.allSatisfy(\.isHexDigit) {
      digest = GivenDigest(hex: bytes)
    } else if [16, 20, 32].contains(bytes.count) {
      digest = GivenDigest(runs: [Run(bytes: bytes, offset: 0)], size: bytes.count)
    } else if bytes.count < 32, bytes.count >= fewestBits / 8 {
      digest = GivenDigest(
        runs: [Run(bytes: bytes, offset: 0)],
        size: bytes.count < 16 ? 16 : bytes.count < 20 ? 20 : 32)
      digest.deviations.append(.digestTruncated)
    } else {
      return nil
    }
    digest.isHexadecimal = false
    digest.deviations.insert(.digestBase64, at: 0)
    return digest
  }

  /// Makes a digest of known runs; many of them are looked up, not compared one by one.
  init(runs: [Run], size: Int) {
    self.runs = runs
    self.size = size
    guard runs.count > 8 else { return }
    wholes = Set(runs.map(\.bytes))
    heads = [Bool](repeating: false, count: 1 << 16)
    for run in runs { heads[Int(run.bytes[0]) << 8 | Int(run.bytes[1])] = true }
  }

  private init(hex text: Bytes) {
    let hasUpper = text.contains { (0x41...0x46).contains($0) }
    let hasLower = text.contains { (0x61...0x66).contains($0) }
    isMixed = hasUpper && hasLower
    letterCase = isMixed ? nil : hasUpper ? .upper : hasLower ? .lower : nil
    size = text.count <= 32 ? 16 : text.count <= 40 ? 20 : 32
    if let whole = text.count == size * 2 ? Hex.decode(text) : nil {
      runs = [Run(bytes: whole, offset: 0)]
      return
    }
    deviations.append(.digestTruncated)
    guard text.count < 64 else {
      runs = []
      return
    }
    unpadded = text.map { $0 < .colon ? $0 - .digitZero : ($0 | 0x20) - UInt8(ascii: "a") + 10 }
    let even = text.count / 2 * 2
    let head = Hex.decode(Array(text.prefix(even))) ?? []
    let tail = Hex.decode(Array(text.suffix(even))) ?? []
    runs = [Run(bytes: head, offset: 0), Run(bytes: tail, offset: size - tail.count)]
    // PHP's customary short form is substr(md5($text), 8, 16).
    if text.count == 16 { runs.append(Run(bytes: head, offset: 4)) }
  }

  /// The bits of agreement that an explanation of this digest rests on.
  var bits: Int { (runs.first?.bytes.count ?? 0) * 8 }

  /// A cheap test that no matching digest fails.
  func mayMatch(_ digest: UnsafeRawBufferPointer) -> Bool {
    if let only {
      return only.0 == digest[only.offset] && only.1 == digest[only.offset + 1]
    }
    if !heads.isEmpty { return heads[Int(digest[0]) << 8 | Int(digest[1])] }
    for run in runs
    where run.offset + 1 < digest.count && run.bytes[0] == digest[run.offset]
      && run.bytes[1] == digest[run.offset + 1]
    {
      return true
    }
    return unpadded.isEmpty ? false : zerosLost(digest) != nil
  }

  /// How the digest agrees with the given text; nil when it does not.
  func match(_ digest: Bytes) -> [DiagnosisCode]? {
    guard digest.count >= size else { return nil }
    if !wholes.isEmpty { return wholes.contains(digest) ? deviations : nil }
    let lost = unpadded.isEmpty ? nil : digest.withUnsafeBytes { zerosLost($0) }
    if lost == .whole {
      return deviations.map { $0 == .digestTruncated ? .digestZerosLost : $0 }
    }
    let fits = runs.contains { run in
      run.bytes.count * 8 >= GivenDigest.fewestBits && (run.offset == 0 || digest.count == size)
        && digest[run.offset...].prefix(run.bytes.count).elementsEqual(run.bytes)
    }
    if fits { return deviations }
    return lost == nil ? nil : deviations + [.digestZerosLost]
  }

  private enum Part { case whole, cut }

  /// Whether the text is the digest without the zeros in front of single digits: byte by byte, as
  /// `Integer.toHexString(b & 0xff)` leaves it, or at its beginning, as `BigInteger.toString(16)`.
  private func zerosLost(_ digest: UnsafeRawBufferPointer) -> Part? {
    for skip in stride(from: 0, through: unpadded.count == 16 ? 8 : 0, by: 8) {
      var place = -skip
      var fits = true
      digits: for byte in digest {
        for isLow in [false, true] where isLow || byte >= 0x10 {
          let value = isLow ? byte & 0xF : byte >> 4
          if place >= unpadded.count { break digits }
          if place >= 0, unpadded[place] != value {
            fits = false
            break digits
          }
          place += 1
        }
      }
      if fits, place == unpadded.count { return skip == 0 && isWhole(digest) ? .whole : .cut }
    }
    guard digest.count == size, digest[0] < 0x10 else { return nil }
    let whole = digest.flatMap { [$0 >> 4, $0 & 0xF] }.drop { $0 == 0 }
    return whole.elementsEqual(unpadded) ? .whole : nil
  }

  /// Whether all digits of a digest that lost its zeros are as many as those of the text.
  private func isWhole(_ digest: UnsafeRawBufferPointer) -> Bool {
    digest.reduce(0) { $0 + ($1 < 0x10 ? 1 : 2) } == unpadded.count
  }

  private static func isFiller(_ byte: UInt8) -> Bool {
    byte.isSpace || byte == .dash || byte == .colon
  }

}
