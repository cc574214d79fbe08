import Digests
import WireFormat
enum JSONText {
  static func compact(_ b: Bytes) -> Bytes { b }
  static func sorted(_ b: Bytes) -> Bytes { b }
  static func compactSorted(_ b: Bytes) -> Bytes { b }
  static func javaNumber(_ b: Bytes) -> Bytes { b }
}
enum SHA256 { static func digest(_ b: Bytes) -> Bytes { b } }
extension Insecure { enum SHA1 { static func digest(_ b: Bytes) -> Bytes { b } } }
enum HMAC<T> { static func authenticationCode(for b: Bytes, key: Bytes) -> Bytes { b } }
enum ConstantTime { static func equal(_ a: Bytes, _ b: Bytes) -> Bool { a == b } }
enum TextEncoding { case gb18030; static func fromUTF8(_ b: Bytes, to: TextEncoding) throws -> Bytes { b } }
