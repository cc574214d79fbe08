import Digests
import Gateways
import WireFormat

extension Trial {
  /// The digest of the text.
  func digest() -> Bytes {
    let bytes = charset.encode(text())
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
  /// The text in this charset; what cannot be converted stays as it is.
  func encode(_ text: Bytes) -> Bytes {
    switch self {
    case .utf8: return text
    case .gb18030: return (try? TextEncoding.fromUTF8(text, to: .gb18030)) ?? text
    case .utf16LittleEndian: return units(text).flatMap { [low($0), high($0)] }
    case .utf16BigEndian: return units(text).flatMap { [high($0), low($0)] }
    // Java's "UTF-16" writes a mark and the high byte first.
    case .utf16WithMark: return [0xFE, 0xFF] + units(text).flatMap { [high($0), low($0)] }
    case .latin1Twice:
      return text.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
    case .questionMarks:
      return String(decoding: text, as: UTF8.self).utf16.map { $0 < 0x80 ? low($0) : 0x3F }
    }
  }

  private func units(_ text: Bytes) -> [UInt16] {
    Array(String(decoding: text, as: UTF8.self).utf16)
  }

  private func low(_ unit: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: unit) }
  private func high(_ unit: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: unit >> 8) }
}
