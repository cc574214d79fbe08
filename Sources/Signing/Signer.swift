import ByteText
import Digests
import Gateways
import PaymentValues
import WireFormat

/// Makes signatures.
public enum Signer {
  /// The signature of a message: hexadecimal digits in the rule's letter case.
  public static func sign(_ text: StringToSign, rule: SigningRule, key: Secret) -> String {
    key.withBytes { key in
      let digest = digest(of: text.bytes(key: key), rule.digest, key: key)
      return String(decoding: Hex.encode(digest, upper: rule.letterCase == .upper), as: UTF8.self)
    }
  }

  /// The digest of ready bytes; the key counts for keyed digests only.
  public static func digest(of bytes: Bytes, _ digest: SigningRule.Digest, key: Bytes) -> Bytes {
    switch digest {
    case .md5: Insecure.MD5.digest(bytes)
    case .sha1: Insecure.SHA1.digest(bytes)
    case .sha256: SHA256.digest(bytes)
    case .hmacMD5: HMAC<Insecure.MD5>.code(bytes, key: key)
    case .hmacSHA256: HMAC<SHA256>.code(bytes, key: key)
    }
  }
}
