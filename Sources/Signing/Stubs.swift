import WireFormat
enum JSONText {
  static func compact(_ b: Bytes) -> Bytes { b }
  static func sorted(_ b: Bytes) -> Bytes { b }
  static func compactSorted(_ b: Bytes) -> Bytes { b }
  static func javaNumber(_ b: Bytes) -> Bytes { b }
}
