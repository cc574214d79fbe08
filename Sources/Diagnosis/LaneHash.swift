import Digests
import WireFormat

/// A digest that can be computed for eight texts at a time: MD5, and what people make of it.
struct LaneHash {
  /// What is hashed once more.
  enum Second {
    case nothing
    case lowerHex
    case upperHex
    case raw
    /// HMAC: the raw digest behind the outer pad.
    case outer(MD5Beginning)
  }

  /// Where the texts begin: nowhere, or behind HMAC's inner pad.
  var start = MD5Beginning()
  var second = Second.nothing

  /// Nil for a digest that is no MD5.
  init?(_ trial: Trial) {
    switch trial.hash {
    case .md5: break
    case .md5OfLowerHex: second = .lowerHex
    case .md5OfUpperHex: second = .upperHex
    case .md5OfRaw: second = .raw
    case .hmacMD5:
      var key = trial.key.count > 64 ? Insecure.MD5.digest(trial.key) : trial.key
      key += Bytes(repeating: 0, count: 64 - key.count)
      // RFC 2104 section 2.
      var outer = MD5Beginning()
      key.map { $0 ^ 0x36 }.withUnsafeBytes { start.absorb($0) }
      key.map { $0 ^ 0x5C }.withUnsafeBytes { outer.absorb($0) }
      second = .outer(outer)
    case .sha1, .sha256, .hmacSHA1, .hmacSHA256: return nil
    }
  }
}
