import Glibc
import Testing

@testable import Digests

/// Compares with the system's `openssl dgst`, over lengths around every block boundary.
@Suite struct OpenSSLTests {
  static let isPresent = run("openssl version >/dev/null 2>&1")?.status == 0

  @Test(
    .enabled(if: isPresent, "openssl is not installed"),
    arguments: [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1_000])
  func digestsAgree(_ length: Int) {
    let message = pattern(length)
    let text = message.map { "\\" + octal($0) }.joined()
    func openssl(_ options: String) -> String {
      let answer = Self.run("printf '\(text)' | openssl dgst \(options) -r")?.output ?? ""
      return String(answer.prefix { $0 != " " })
    }
    #expect(hex(Insecure.MD5.digest(message)) == openssl("-md5"))
    #expect(hex(Insecure.SHA1.digest(message)) == openssl("-sha1"))
    #expect(hex(SHA256.digest(message)) == openssl("-sha256"))
    let key = Array("key".utf8)
    #expect(hex(HMAC<SHA256>.code(message, key: key)) == openssl("-sha256 -hmac key"))
    #expect(hex(HMAC<Insecure.SHA1>.code(message, key: key)) == openssl("-sha1 -hmac key"))
  }

  private func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  private static func run(_ command: String) -> (status: Int32, output: String)? {
    guard let pipe = popen(command, "r") else { return nil }
    var output: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF {
      output.append(UInt8(truncatingIfNeeded: byte))
    }
    return (pclose(pipe), String(decoding: output, as: UTF8.self))
  }
}
