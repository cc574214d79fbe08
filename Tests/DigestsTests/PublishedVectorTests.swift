import Testing

@testable import Digests

@Suite struct PublishedVectorTests {
  static let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"

  /// FIPS 180-4's examples and the empty message.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (long, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
  ])
  func sha1(_ message: String, _ digest: String) {
    #expect(hex(Insecure.SHA1.digest(Array(message.utf8))) == digest)
  }

  /// FIPS 180-4's examples and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (long, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
  ])
  func sha256(_ message: String, _ digest: String) {
    #expect(hex(SHA256.digest(Array(message.utf8))) == digest)
  }

  /// RFC 2202 sections 2 and 3, RFC 4231 section 4: short, textual and overlong keys.
  @Test func hmac() {
    let jefe = Array("Jefe".utf8)
    let question = Array("what do ya want for nothing?".utf8)
    #expect(
      hex(HMAC<Insecure.MD5>.code(question, key: jefe)) == "750c783e6ab0b503eaa86e310a5db738")
    #expect(
      hex(HMAC<Insecure.SHA1>.code(question, key: jefe))
        == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    #expect(
      hex(HMAC<SHA256>.code(question, key: jefe))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    let large = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
    #expect(
      hex(HMAC<Insecure.MD5>.code(large, key: .init(repeating: 0xAA, count: 80)))
        == "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd")
    #expect(
      hex(HMAC<SHA256>.code(large, key: .init(repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test func piecesGiveTheDigestOfTheWhole() {
    let message = pattern(300)
    for size in [1, 55, 56, 63, 64, 65, 200] {
      var sha1 = Insecure.SHA1()
      var sha256 = SHA256()
      for start in stride(from: 0, to: message.count, by: size) {
        let piece = Array(message[start..<min(start + size, message.count)])
        sha1.update(piece)
        sha256.update(piece)
      }
      #expect(sha1.finish() == Insecure.SHA1.digest(message))
      #expect(sha256.finish() == SHA256.digest(message))
    }
  }

  @Test func crc32() {
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.checksum([]) == 0)
    #expect(
      CRC32.checksum(Array("6789".utf8), after: CRC32.checksum(Array("12345".utf8)))
        == 0xCBF4_3926)
  }

  @Test func comparisonSeesEveryDifference() {
    let secret = pattern(32)
    #expect(ConstantTime.equal(secret, secret))
    #expect(ConstantTime.equal([], []))
    #expect(!ConstantTime.equal(secret, Array(secret.dropLast())))
    for index in secret.indices {
      for bit in 0..<8 as Range<UInt8> {
        var other = secret
        other[index] ^= 1 << bit
        #expect(!ConstantTime.equal(secret, other))
      }
    }
  }
}
