import ByteText
import Digests
import Messages
import PaymentValues
import WireFormat

/// Order numbers of payouts: the same account, batch and reference always give the same number,
/// whatever the profile is called.
///
/// Nothing else goes in: a clock or a counter of attempts would pay again after a lost answer, and
/// the file's hash would pay every row again when a typo in one of them is corrected.
package enum OrderNumber {
  /// Digits of the hash that a number needs at least: 80 bits.
  static let fewestDigits = 16
  /// Digits of the hash in a number where the gateway leaves room.
  static let usualDigits = 26

  /// `prefix` and the beginning of base32(SHA-256(gateway ‖ 0 ‖ merchant ‖ 0 ‖ app ‖ 0 ‖ batch ‖ 0 ‖
  /// reference)).
  /// - Parameter maximumLength: characters that the gateway's field holds; nil when it does not say.
  /// - Throws: a finding `order_number_prefix` when prefix and hash do not fit or the prefix has
  ///   anything but ASCII letters and digits.
  package static func derived(
    account: AccountID, batch: String, reference: String, prefix: String = "P", maximumLength: Int?
  ) throws(Refusal) -> String {
    try derived(
      [account.gateway, account.merchant, account.app, batch, reference], prefix, maximumLength)
  }

  /// The number that versions before the account's journal gave: it hung on the profile's name.
  /// - Throws: as `derived(account:batch:reference:prefix:maximumLength:)`.
  static func elder(
    profile: String, batch: String, reference: String, prefix: String, maximumLength: Int?
  ) throws(Refusal) -> String {
    try derived([profile, batch, reference], prefix, maximumLength)
  }

  private static func derived(_ parts: [String], _ prefix: String, _ maximumLength: Int?)
    throws(Refusal) -> String
  {
    let isPlain = prefix.utf8.allSatisfy { byte in
      switch byte {
      case UInt8.digits, UInt8.upperLetters, UInt8.lowerLetters: true
      default: false
      }
    }
    let room = min(usualDigits, (maximumLength ?? 64) - prefix.utf8.count)
    guard isPlain, room >= fewestDigits else {
      throw Refusal(
        .config,
        [
          Finding(
            .error, "order_number_prefix", place: "order-prefix",
            "the prefix '\(prefix)' does not fit an order number of "
              + "\(maximumLength.map(String.init) ?? "64") characters",
            hint: "use a few ASCII letters and digits, or none")
        ])
    }
    let text = parts.map { Array($0.utf8) }.joined(separator: [0])
    return prefix + base32(SHA256.digest(Array(text))).prefix(room)
  }

  /// RFC 4648 section 6, without padding. One letter case only: some databases ignore it.
  static func base32(_ bytes: Bytes) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    var text: Bytes = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
      }
      buffer &= 0xFF
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
