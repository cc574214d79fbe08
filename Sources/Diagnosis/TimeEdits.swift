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
    func tries(
      _ code: DiagnosisCode, _ texts: [String], _ likelihood: Hypothesis.Likelihood = .rare
    ) -> [Hypothesis] {
      texts.compactMap {
        subject.replacing(index, with: Array($0.utf8), code, .edit, likelihood)
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
    var result = tries(.timeFormat, Array(formats.prefix(2)), .common)
    result += tries(.timeFormat, formats)
    result += tries(.timeZone, Array(zones.prefix(2)), .common) + tries(.timeZone, zones)
    result += tries(.timeChanged, Array(clocks.prefix(6)), .common)
    result += tries(.timeChanged, clocks)
    return result + movedAndRespelled(subject, index, time)
  }

  /// Another time in another format, and another second in another zone.
  private static func movedAndRespelled(
    _ subject: DiagnosisSubject, _ index: Int, _ time: BeijingTime
  )
    -> [Hypothesis]
  {
    let zones: [Int64] = [0, -8 * 3600, 8 * 3600]
    let seconds: [Int64] = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5]
    return zones.flatMap { zone in
      seconds.flatMap { second -> [Hypothesis] in
        let other = BeijingTime(
          unixMilliseconds: time.unixMilliseconds + (zone + second) * 1000)
        let codes: [DiagnosisCode] =
          (zone == 0 ? [] : [.timeZone]) + (second == 0 ? [] : [.timeChanged])
        let number = other.unixMilliseconds
        let texts = [
          other.text, other.compact, other.text.replacingSpace, other.rfc3339,
          String(number / 1000), String(number),
        ]
        return texts.compactMap { text in
          let isFormat = text.utf8.count != subject.base.parts[index].text.count
          let all = codes + (isFormat ? [.timeFormat] : [])
          guard let code = all.first, all.count > 1 else { return nil }
          return subject.replacing(
            index, with: Array(text.utf8), code, .edit, .rare, more: Array(all.dropFirst()))
        }
      }
    }
  }

  private static func epochs(
    _ subject: DiagnosisSubject, _ index: Int, _ number: Int64, isMilliseconds: Bool
  ) -> [Hypothesis] {
    func tries(
      _ code: DiagnosisCode, _ texts: [String], _ likelihood: Hypothesis.Likelihood = .rare
    ) -> [Hypothesis] {
      texts.compactMap {
        subject.replacing(index, with: Array($0.utf8), code, .edit, likelihood)
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
    var result = tries(.timeUnit, units.map { String($0) }, .common)
    result += tries(.timeFormat, [time.text, time.compact], .common)
    result += tries(.timeZone, [-8 * hour, 8 * hour].map { String(number + $0) }, .common)
    result += tries(.timeChanged, Array(moved.prefix(6)), .common)
    return result + tries(.timeChanged, moved)
  }
}

extension String {
  fileprivate var replacingSpace: String { String(map { $0 == " " ? "T" : $0 }) }
  fileprivate var replacingDashes: String { String(map { $0 == "-" ? "/" : $0 }) }
}
