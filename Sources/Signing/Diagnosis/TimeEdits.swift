import Gateways
import PaymentValues
import WireFormat

/// A time was hashed in another zone, unit or format, or read from the clock twice.
enum TimeEdits {
  static func all(_ subject: DiagnosisSubject, _ index: Int) -> [Hypothesis] {
    let part = subject.base.parts[index]
    let text = String(decoding: part.text, as: UTF8.self)
    if let time = BeijingTime(text) { return dates(subject, index, time, text) }
    guard let number = Int64(text), text.utf8.count == 10 || text.utf8.count == 13,
      number > 0
    else { return [] }
    return epochs(subject, index, number, isMilliseconds: text.utf8.count == 13)
  }

  private static func dates(
    _ subject: DiagnosisSubject, _ index: Int, _ time: BeijingTime, _ text: String
  ) -> [Hypothesis] {
    let now = time.unixMilliseconds
    let own: (BeijingTime) -> String = {
      text.contains("T") ? $0.text.replacingSpace : text.contains("-") ? $0.text : $0.compact
    }
    func tries(_ code: DiagnosisCode, _ texts: [String], common: Bool = false) -> [Hypothesis] {
      texts.compactMap {
        subject.replacing(index, with: Array($0.utf8), code, .edit, common: common)
      }
    }
    func moved(_ seconds: Int64) -> BeijingTime {
      BeijingTime(unixMilliseconds: now + seconds * 1000)
    }
    let formats = [
      time.text, time.compact, time.text.replacingSpace, time.rfc3339, time.dateText,
      String(time.text.dropLast(3)), time.text.replacingDashes, String(now / 1000), String(now),
    ]
    let zones = [-8, 8, -16, 16, -1, 1, 12, -12].map { own(moved(Int64($0) * 3600)) }
    let clocks = (1...60).flatMap { [$0, -$0] }.map { own(moved(Int64($0))) }
    return tries(.timeFormat, Array(formats.prefix(2)), common: true) + tries(.timeFormat, formats)
      + tries(.timeZone, Array(zones.prefix(2)), common: true) + tries(.timeZone, zones)
      + tries(.timeChanged, clocks)
  }

  private static func epochs(
    _ subject: DiagnosisSubject, _ index: Int, _ number: Int64, isMilliseconds: Bool
  ) -> [Hypothesis] {
    func tries(_ code: DiagnosisCode, _ texts: [String], common: Bool = false) -> [Hypothesis] {
      texts.compactMap {
        subject.replacing(index, with: Array($0.utf8), code, .edit, common: common)
      }
    }
    let hour: Int64 = isMilliseconds ? 3_600_000 : 3600
    let second: Int64 = isMilliseconds ? 1000 : 1
    let milliseconds = isMilliseconds ? number : number * 1000
    let units = isMilliseconds ? [number / 1000, number / 1000 * 1000] : [number * 1000]
    let time = BeijingTime(unixMilliseconds: milliseconds)
    let near: [Int64] =
      (1...60).flatMap { [$0 * second, -$0 * second] } + (1...200).flatMap { [$0, -$0] }
    let moved = near.map { (distance: Int64) in String(number + distance) }
    return tries(.timeUnit, units.map { String($0) }, common: true)
      + tries(.timeFormat, [time.text, time.compact], common: true)
      + tries(.timeZone, [-8 * hour, 8 * hour].map { String(number + $0) }, common: true)
      + tries(.timeChanged, moved)
  }
}

extension String {
  fileprivate var replacingSpace: String { String(map { $0 == " " ? "T" : $0 }) }
  fileprivate var replacingDashes: String { String(map { $0 == "-" ? "/" : $0 }) }
}
