import ByteText

/// Finds what must not be shown again in a command line: values of options that are sensitive or
/// are refused for being so, and values of fields or options whose names speak of secrets or of
/// somebody's account.
enum SecretPlaces {
  private static let telling = ["key", "secret", "token", "passw", "密钥", "account"]
  private static let harmlessEnds = [
    "-file", "-env", "-stdin", "-command", "-attribute", "-type", "accountattr", "accounttype",
  ]

  /// The parts of `words` to mask, without overlaps.
  static func find(in words: [[UInt8]], root: CommandSpec) -> [Place] {
    let options = allOptions(root)
    var places: [Place] = []
    var masksNext = false
    for (index, word) in words.enumerated() {
      let isOption = word.starts(with: [WordShape.dash, WordShape.dash]) && word.count > 2
      if masksNext, !isOption {
        places.append(Place(word: index, bytes: 0..<word.count))
        masksNext = false
        continue
      }
      masksNext = false
      guard isOption else {
        places += hidden(in: word, from: 0).map { Place(word: index, bytes: $0) }
        continue
      }
      let parts = WordShape.splitLong(word)
      let name = String(decoding: word[parts.name], as: UTF8.self)
      places += longNumbers(in: Array(word[..<parts.name.upperBound]), from: 0)
        .map { Place(word: index, bytes: $0) }
      guard isSecret(name, options: options) else {
        if let value = parts.value {
          places += hidden(in: word, from: value.lowerBound).map { Place(word: index, bytes: $0) }
        }
        continue
      }
      if let value = parts.value {
        places.append(Place(word: index, bytes: value))
      } else {
        masksNext = true
      }
    }
    return places
  }

  /// `bytes` with the values of telling fields, and what may be an account number, masked.
  static func masked(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for range in hidden(in: bytes, from: 0).reversed() {
      result.replaceSubrange(range, with: CommandLineEcho.mask)
    }
    return result
  }

  private static func isSecret(_ name: String, options: [String: OptionSpec]) -> Bool {
    if let option = options[name] {
      return option.isSensitive || option.refusal != nil
        || name.hasPrefix("account") && isTelling(name)
    }
    return isTelling(name)
  }

  private static func isTelling(_ name: String) -> Bool {
    let lower = name.lowercased()
    return telling.contains(where: lower.contains) && !harmlessEnds.contains(where: lower.hasSuffix)
  }

  /// Telling fields and long numbers in the order of the word, without overlaps.
  private static func hidden(in word: [UInt8], from start: Int) -> [Range<Int>] {
    let fields = fields(in: word, from: start)
    let numbers = longNumbers(in: word, from: start).filter { number in
      !fields.contains { $0.overlaps(number) }
    }
    return (fields + numbers).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Digits in a row as account numbers have them: 12 to 19.
  private static func longNumbers(in word: [UInt8], from start: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var first = start
    for position in start...word.count {
      let isDigit =
        position < word.count
        && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(word[position])
      if isDigit { continue }
      if (12...19).contains(position - first) { result.append(first..<position) }
      first = position + 1
    }
    return result
  }

  /// The values of `name=value` pairs, separated by `&` or spaces, whose names speak of secrets.
  private static func fields(in word: [UInt8], from start: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var nameStart = start
    var position = start
    let ends: Set<UInt8> = [UInt8(ascii: "&"), UInt8(ascii: "?"), UInt8(ascii: " ")]
    while position < word.count {
      if ends.contains(word[position]) {
        nameStart = position + 1
      } else if word[position] == WordShape.equals {
        let valueEnd = word[position...].firstIndex(where: ends.contains) ?? word.count
        let name = String(decoding: word[nameStart..<position].suffix(40), as: UTF8.self)
        if isTelling(name), position + 1 < valueEnd { result.append(position + 1..<valueEnd) }
        position = valueEnd
        continue
      }
      position += 1
    }
    return result
  }

  private static func allOptions(_ root: CommandSpec) -> [String: OptionSpec] {
    var result: [String: OptionSpec] = [:]
    var pending = [root]
    while let node = pending.popLast() {
      for option in node.options {
        for name in option.longNames where result[name]?.refusal == nil { result[name] = option }
      }
      pending += node.subcommands
    }
    return result
  }
}
