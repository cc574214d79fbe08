import Digests

/// Files as `gzip` makes them.
public enum PackedFile {
  /// A member (RFC 1952) of stored blocks (RFC 1951, 3.2.4).
  public static func gzip(_ text: [UInt8]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    for start in stride(from: 0, to: max(1, text.count), by: 65_535) {
      let piece = text[start..<min(text.count, start + 65_535)]
      bytes +=
        [start + 65_535 >= text.count ? 1 : 0] + little(piece.count, 2)
        + little(~piece.count, 2) + piece
    }
    return bytes + little(Int(CRC32.checksum(text)), 4) + little(text.count, 4)
  }
}
