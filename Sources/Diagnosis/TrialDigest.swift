import ByteText
import Digests
import Gateways
import WireFormat

extension Trial {
  /// The digest of the text.
  func digest() -> Bytes { digest(of: written().bytes) }

  /// The digest of a text that was written already.
  func digest(of bytes: Bytes) -> Bytes {
    switch hash {
    case .md5: return Insecure.MD5.digest(bytes)
    case .md5OfLowerHex: return Insecure.MD5.digest(Hex.encode(Insecure.MD5.digest(bytes)))
    case .md5OfUpperHex:
      return Insecure.MD5.digest(Hex.encode(Insecure.MD5.digest(bytes), upper: true))
    case .md5OfRaw: return Insecure.MD5.digest(Insecure.MD5.digest(bytes))
    case .sha1: return Insecure.SHA1.digest(bytes)
    case .sha256: return SHA256.digest(bytes)
    case .hmacMD5: return HMAC<Insecure.MD5>.code(bytes, key: key)
    case .hmacSHA1: return HMAC<Insecure.SHA1>.code(bytes, key: key)
    case .hmacSHA256: return HMAC<SHA256>.code(bytes, key: key)
    }
  }
}

extension Trial.Hash {
  init(_ digest: SigningRule.Digest) {
    self =
      switch digest {
      case .md5: .md5
      case .sha1: .sha1
      case .sha256: .sha256
      case .hmacMD5: .hmacMD5
      case .hmacSHA256: .hmacSHA256
      }
  }

  /// Bytes in the digest.
  var size: Int {
    switch self {
    case .md5, .md5OfLowerHex, .md5OfUpperHex, .md5OfRaw, .hmacMD5: 16
    case .sha1, .hmacSHA1: 20
    case .sha256, .hmacSHA256: 32
    }
  }
}

extension Trial.Charset {
  /// What stands in front of the whole text: Java's "UTF-16" writes a mark and the high byte first.
  var mark: Bytes { self == .utf16WithMark ? [0xFE, 0xFF] : [] }

  /// A piece of the text in this charset; what cannot be converted stays as it is.
  func encode(_ text: Bytes) -> Bytes {
    switch self {
    case .utf8: return text
    case .gb18030: return (try? TextEncoding.fromUTF8(text, to: .gb18030)) ?? text
    case .utf16LittleEndian: return utf16(text, isHighFirst: false)
    case .utf16BigEndian, .utf16WithMark: return utf16(text, isHighFirst: true)
    case .latin1Twice:
      var result = Bytes()
      result.reserveCapacity(text.count * 2)
      for byte in text {
        if byte >= 0x80 { result.append(0xC0 | byte >> 6) }
        result.append(byte < 0x80 ? byte : 0x80 | byte & 0x3F)
      }
      return result
    case .questionMarks:
      var result = Bytes()
      result.reserveCapacity(text.count)
      eachUnit(text) { result.append($0 < 0x80 ? UInt8($0) : .questionMark) }
      return result
    }
  }

  private func utf16(_ text: Bytes, isHighFirst: Bool) -> Bytes {
    var result = Bytes()
    result.reserveCapacity(text.count * 2)
    eachUnit(text) { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      result.append(isHighFirst ? high : low)
      result.append(isHighFirst ? low : high)
    }
    return result
  }

  /// Hands over the units of UTF-16 one by one; most texts are ASCII, and are their own units.
  @inline(__always)
  private func eachUnit(_ text: Bytes, _ take: (UInt16) -> Void) {
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { take(UInt16(byte)) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        for unit in scalar.utf16 { take(unit) }
      }
    }
  }
}
