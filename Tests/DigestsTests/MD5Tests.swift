import Testing

@testable import Digests

/// The test suite of RFC 1321, appendix A.5.
let md5Vectors: [(message: String, digest: String)] = [
  ("", "d41d8cd98f00b204e9800998ecf8427e"),
  ("a", "0cc175b9c0f1b6a831c399e269772661"),
  ("abc", "900150983cd24fb0d6963f7d28e17f72"),
  ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
  ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
  (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "d174ab98d277d9f5a5611c2c9f419d9f"
  ),
  (
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "57edf4a22be3c955ac49da2e2107b67a"
  ),
]

/// Bytes that differ at every place, so that a misplaced word shows.
func pattern(_ count: Int, seed: Int = 0) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: ($0 &+ seed) &* 131 &+ ($0 &+ seed) >> 3) }
}

@Suite struct MD5Tests {
  @Test(arguments: md5Vectors)
  func matchesTheRFC(_ vector: (message: String, digest: String)) {
    #expect(hex(Insecure.MD5.digest(Array(vector.message.utf8))) == vector.digest)
  }

  @Test func piecesGiveTheDigestOfTheWhole() {
    let message = pattern(300)
    let whole = Insecure.MD5.digest(message)
    for size in [1, 3, 63, 64, 65, 128, 299] {
      var function = Insecure.MD5()
      for start in stride(from: 0, to: message.count, by: size) {
        function.update(Array(message[start..<min(start + size, message.count)]))
      }
      #expect(function.finish() == whole, "pieces of \(size)")
    }
  }
}

/// Lower-case digits.
func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
