import Glibc
import WireFormat

enum JSONText {
  static func compact(_ b: Bytes) -> Bytes { b }
  static func sorted(_ b: Bytes) -> Bytes { b }
  static func compactSorted(_ b: Bytes) -> Bytes { b }
  static func javaNumber(_ b: Bytes) -> Bytes { b }
}
extension TextEncoding {
  static func fromUTF8(_ text: Bytes, to encoding: TextEncoding) throws -> Bytes {
    let failure = WireError(code: "encoding_unavailable", offset: 0, reason: "No such table.")
    guard let converter = iconv_open(encoding.rawValue, "UTF-8"), Int(bitPattern: converter) != -1
    else { throw failure }
    defer { _ = iconv_close(converter) }
    var source = text.map { CChar(bitPattern: $0) }
    var room = [CChar](repeating: 0, count: text.count * 4 + 16)
    var (left, free) = (source.count, room.count)
    let status = source.withUnsafeMutableBufferPointer { source in
      room.withUnsafeMutableBufferPointer { room in
        var (from, to) = (source.baseAddress, room.baseAddress)
        return iconv(converter, &from, &left, &to, &free)
      }
    }
    guard status != -1, left == 0 else { throw failure }
    return room[..<(room.count - free)].map { UInt8(bitPattern: $0) }
  }
}
