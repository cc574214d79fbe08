import ByteText

/// What is wrong with the shape of a value.
package enum ValueProblem: Sendable, Equatable {
  /// The bytes are not UTF-8.
  case notUTF8
  /// Nothing was given.
  case empty
  /// A character that looks like ASCII and is not.
  case lookAlike(Unicode.Scalar)
  /// Not a decimal integer in this range.
  case notInteger(ClosedRange<Int>)
  /// None of these words.
  case notChoice([Choice])
  /// Not a span of time; `isBareNumber` if only the unit is missing.
  case notDuration(isBareNumber: Bool)
  /// A span of time outside this range of milliseconds.
  case durationOutOfRange(ClosedRange<Int>)
  /// Not an amount: for this reason.
  case notMoney(MoneyProblem)
  /// Not a date or moment.
  case notDate
  /// Not an `http:` or `https:` URL.
  case notURL
  /// Not `[A-Za-z0-9][A-Za-z0-9_-]*`.
  case notIdentifier
  /// Neither yes nor no, in an environment variable of a flag.
  case notSwitch
  /// Not `name=value`, `name:=json` or `name@file`.
  case notField

  /// What is wrong with an amount.
  package enum MoneyProblem: Sendable, Equatable {
    case malformed, negative, tooManyDecimals, fractionOfFen, hasSeparators, tooLong
  }
}

/// Checks the shapes of values, by their kind.
enum ValueShape {
  /// What is wrong with `bytes` as a value of `kind`; nil if nothing is.
  static func problem(_ bytes: [UInt8], kind: ValueKind) -> ValueProblem? {
    if kind.acceptsAnyBytes { return kind == .path && bytes.isEmpty ? .empty : nil }
    guard let text = String(validating: bytes, as: UTF8.self) else { return .notUTF8 }
    switch kind {
    case .flag, .count, .text, .payload, .path: return nil
    case .field: return isField(bytes) ? nil : .notField
    default: break
    }
    if text.isEmpty { return .empty }
    let problem = typedProblem(text, kind: kind)
    if problem != nil, let scalar = LookAlike.first(in: text) { return .lookAlike(scalar) }
    return problem
  }

  private static func typedProblem(_ text: String, kind: ValueKind) -> ValueProblem? {
    switch kind {
    case .flag, .count, .text, .payload, .path, .field:
      return nil
    case .integer(let range):
      return integer(text).map(range.contains) == true ? nil : .notInteger(range)
    case .choice(let choices):
      return choices.contains { $0.name == text } ? nil : .notChoice(choices)
    case .duration(let range):
      guard let value = durationMilliseconds(text) else {
        return .notDuration(isBareNumber: integer(text) != nil)
      }
      return range.contains(value) ? nil : .durationOutOfRange(range)
    case .money:
      return MoneyShape.problem(text).map { .notMoney($0) }
    case .date:
      return DateShape.isValid(text) ? nil : .notDate
    case .url:
      return isURL(text) ? nil : .notURL
    case .identifier:
      return isIdentifier(text) ? nil : .notIdentifier
    }
  }

  /// The integer that `text` spells in ASCII digits, with at most a minus sign before them.
  static func integer(_ text: String) -> Int? {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    return Int(text)
  }

  /// The milliseconds of `90s`, `5m`, `1h30m`, `250ms`, `2d`; nil if malformed or too many.
  static func durationMilliseconds(_ text: String) -> Int? {
    let units = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    var rest = text.utf8[...]
    var total = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix(while: \.isDigit)
      rest = rest[digits.endIndex...]
      let letters = rest.prefix { !$0.isDigit }
      rest = rest[letters.endIndex...]
      guard let number = Int(String(Substring(digits))),
        let unit = units[String(Substring(letters))]
      else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: unit)
      let (sum, sumOverflow) = total.addingReportingOverflow(product)
      if overflow || sumOverflow { return nil }
      total = sum
    }
    return total
  }

  private static func isField(_ bytes: [UInt8]) -> Bool {
    let separators: Set<UInt8> = [WordShape.equals, UInt8(ascii: "@")]
    guard let separator = bytes.firstIndex(where: separators.contains) else { return false }
    let name = bytes[..<separator]
    return !name.isEmpty && name.first != UInt8(ascii: ":")
  }

  private static func isURL(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    guard let first = rest.first, first != UInt8(ascii: "/") else { return false }
    return text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isAlphanumeric else { return false }
    return text.utf8.allSatisfy {
      $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
  }
}
