import ByteText
import Gateways
import PaymentValues
import WireFormat

/// A field was changed after the text was hashed.
enum EditHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let indices = subject.signedParts
    return indices.flatMap { amounts(subject, $0) } + indices.flatMap { states(subject, $0) }
      + indices.flatMap { TimeEdits.all(subject, $0) } + indices.flatMap { ends(subject, $0) }
  }

  private static func amounts(_ subject: DiagnosisSubject, _ index: Int) -> [Hypothesis] {
    guard case .amount(let unit) = subject.row(subject.base.parts[index])?.kind else { return [] }
    let text = subject.base.parts[index].text
    var texts: [Bytes] = []
    if let money = try? unit.money(text) {
      for fen: Int64 in [-100, -1, 1, 100] where money.fen + fen >= 0 {
        texts.append(respelled(Money(fen: money.fen + fen), like: text, unit))
      }
    }
    if let number = DecimalText(text) {
      for places in [-4, -1, 1, 4, 2, -2] { texts.append(number.shifted(by: places).plain) }
    }
    for place in text.indices {
      for digit in UInt8.digitZero...0x39 where (UInt8.digits).contains(text[place]) {
        var other = text
        other[place] = digit
        texts.append(other)
      }
      if place + 1 < text.count {
        var other = text
        other.swapAt(place, place + 1)
        texts.append(other)
      }
    }
    texts += ["1", "1.00", "0.01", "0.1", "10", "100", "100.00"].map { Array($0.utf8) }
    let likely = likely(text, unit)
    let common = Set(likely)
    return unique(likely + texts).compactMap {
      subject.replacing(
        index, with: $0, .amountChanged, .edit, common.contains($0) ? .common : .rare)
    } + respelled(subject, index, likely)
  }

  /// The changes that people make: a fen, a yuan, ten and a hundred times.
  private static func likely(_ text: Bytes, _ unit: AmountUnit) -> [Bytes] {
    var texts: [Bytes] = []
    if let money = try? unit.money(text) {
      for fen: Int64 in [1, 100, -1, -100] where money.fen + fen >= 0 {
        texts.append(respelled(Money(fen: money.fen + fen), like: text, unit))
      }
    }
    if let number = DecimalText(text) {
      let decimals = unit == .fen ? 0 : number.decimals
      for places in [1, 2, -1, -2] {
        texts.append(number.shifted(by: places).text(minimumDecimals: decimals))
      }
    }
    return unique(texts + ["1", "0.01", "1.00"].map { Array($0.utf8) })
  }

  /// Another amount in another spelling than the message has.
  private static func respelled(_ subject: DiagnosisSubject, _ index: Int, _ amounts: [Bytes])
    -> [Hypothesis]
  {
    amounts.flatMap { amount -> [Hypothesis] in
      guard let number = DecimalText(amount) else { return [] }
      return NumberHypotheses.spellings(number, isMoney: true).compactMap { spelling in
        subject.replacing(
          index, with: spelling.text, .amountChanged, .edit, .rare, more: [spelling.code])
      }
    }
  }

  /// The amount with as many decimals as the text had.
  private static func respelled(_ money: Money, like text: Bytes, _ unit: AmountUnit) -> Bytes {
    let decimals = text.firstIndex(of: .dot).map { text.count - $0 - 1 } ?? 0
    guard unit == .yuan, let number = DecimalText(Array(money.yuan.utf8)) else {
      return Array(String(money.fen).utf8)
    }
    return number.text(minimumDecimals: decimals)
  }

  private static func states(_ subject: DiagnosisSubject, _ index: Int) -> [Hypothesis] {
    let row = subject.row(subject.base.parts[index])
    guard row?.role == .state || row?.role == .resultCode else { return [] }
    let words =
      subject.message.states.map(\.word) + (subject.message.success?.words ?? [])
      + ["0", "00", "1", "01", "2", "3", "4", "-1", "SUCCESS", "FAIL", "NOTPAY", "success", "fail"]
    return unique(words.map { Array($0.utf8) }).enumerated().compactMap { rank, word in
      subject.replacing(index, with: word, .statusChanged, .edit, rank < 6 ? .common : .usual)
    }
  }

  /// One character more or less at the end.
  private static func ends(_ subject: DiagnosisSubject, _ index: Int) -> [Hypothesis] {
    let text = subject.base.parts[index].text
    var texts: [Bytes] = []
    if text.count > 1 {
      texts.append(Array(text.dropLast()))
      texts.append(Array(text.dropFirst()))
    }
    texts += (UInt8.space..<UInt8.delete).map { text + [$0] }
    texts.append(text + [UInt8.lineFeed])
    // A character more at the end of a long value is no slip of a hand.
    let isLong = text.count > 256
    return texts.enumerated().compactMap { rank, other in
      // The first two are the shortened ones.
      subject.replacing(
        index, with: other, .valueChanged, .edit,
        rank == 0 ? .common : rank == 1 || !isLong && isUsual(other.last) ? .usual : .rare)
    }
  }

  /// Digits, the letters of slips, and what separates things.
  private static func isUsual(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte.isDigit || Array("xXaAbcz/-_.,;&?=! \n".utf8).contains(byte)
  }

  static func unique(_ texts: [Bytes]) -> [Bytes] {
    var seen: Set<Bytes> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
