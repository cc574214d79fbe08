import Glibc
import WireFormat

/// What a merchant's program makes of an amount when it computes in binary floating point.
///
/// This is the one place with floating-point numbers: it repeats other people's mistake to find
/// it, and no amount is ever computed from the result.
enum FloatNoise {
  /// The amount after `× 100 ÷ 100`, `÷ 100 × 100`, and in 17 digits; rounded and cut, too.
  static func texts(of number: DecimalText) -> [Bytes] {
    let text = String(decoding: number.plain, as: UTF8.self)
    guard let value = Double(text), value < 1e13,
      let hundredth = Double(String(decoding: number.shifted(by: -2).plain, as: UTF8.self))
    else { return [] }
    let noisy = [hundredth * 100, value, value * 100 / 100, value / 100 * 100]
    let plain = noisy.flatMap { [$0.description, seventeen($0), fourteen($0)] }
    let rounded = noisy.flatMap { [String(Int64($0.rounded())), String(Int64($0))] }
    var seen: Set<String> = [text]
    return (plain + rounded).filter { seen.insert($0).inserted }.map { Array($0.utf8) }
  }

  /// All digits that tell a double from its neighbours, as older PHP and C print them.
  private static func seventeen(_ value: Double) -> String { formatted("%.17g", value) }

  /// PHP's `precision = 14`.
  private static func fourteen(_ value: Double) -> String { formatted("%.14G", value) }

  private static func formatted(_ format: String, _ value: Double) -> String {
    var room = [CChar](repeating: 0, count: 64)
    let count = withVaList([value]) { vsnprintf(&room, room.count, format, $0) }
    return String(
      decoding: room.prefix(max(0, min(Int(count), 63))).map { UInt8(bitPattern: $0) },
      as: UTF8.self)
  }
}
