import Diagnosis
import Gateways
import PaymentValues
import WireFormat

extension Mistakes {
  /// Gives one field of that kind another text.
  private static func field(
    _ code: DiagnosisCode, _ step: Mistake.Step,
    _ fits: @escaping @Sendable (FieldSpec) -> Bool,
    message: @escaping @Sendable (inout Sample, String) -> Void = { _, _ in },
    _ change: @escaping @Sendable (Bytes, inout Chance) -> Bytes?
  ) -> Mistake {
    Mistake(
      code: code, step: step, sharesStep: true,
      message: { sample, _ in
        let row = sample.message.fields.first { fits($0) && sample.fields.contains($0.name) }
        guard let row else { return false }
        message(&sample, row.name)
        return true
      },
      program: { program, chance in
        let row = program.sample.message.fields.first { row in
          fits(row) && program.pairs.contains { $0.name == row.name }
        }
        guard let row, let value = program[row.name], let new = change(value, &chance),
          new != value
        else { return false }
        program[row.name] = new
        return true
      })
  }

  private static func isAmount(_ row: FieldSpec) -> Bool {
    if case .amount = row.kind { return row.parent == nil }
    return false
  }

  private static func isYuan(_ row: FieldSpec) -> Bool {
    row.kind == .amount(.yuan) || row.kind == .amount(.wholeYuan)
  }

  /// Fen as yuan with that many decimals, no floating point.
  private static func yuan(_ fen: Int, _ decimals: Int) -> String {
    let cents = String(fen % 100)
    let text = String(fen / 100) + "." + (cents.count < 2 ? "0" : "") + cents + "0000"
    let whole = text.split(separator: ".")[0].count
    return decimals == 0 ? String(fen / 100) : String(text.prefix(whole + 1 + decimals))
  }

  private static func fen(_ value: Bytes) -> Int? {
    let halves = text(value).split(separator: ".", maxSplits: 1)
    guard let whole = halves.first.flatMap({ Int($0) }) else { return nil }
    let cents = halves.count == 2 ? Int((halves[1] + "00").prefix(2)) ?? 0 : 0
    return whole * 100 + cents
  }

  static let numbers: [Mistake] = [
    field(.numberText, .numbers, isAmount) { value, chance in
      let isYuan = value.contains(0x2E)
      guard let fen = isYuan ? fen(value) : Int(text(value)).map({ $0 * 100 }) else { return nil }
      let choices = [0, 1, 2, 4].filter { $0 >= 2 || $0 == 1 && fen % 10 == 0 || fen % 100 == 0 }
      return bytes(yuan(fen, chance.one(of: choices) ?? 2))
    },
    field(
      .numberExponent, .numbers, isAmount,
      message: { $0.fields.set($1, .text(bytes("20000"))) }
    ) { value, chance in
      value == bytes("20000") ? bytes(["2E4", "2e4", "2E+4"][chance.below(3)]) : nil
    },
    field(
      .numberFloat, .numbers, { $0.kind == .amount(.fen) },
      message: { $0.fields.set($1, .text(bytes("1999"))) }
    ) { value, _ in value == bytes("1999") ? bytes("1998.9999999999998") : nil },
    field(.fenForYuan, .numbers, isYuan) { value, _ in fen(value).map { bytes(String($0)) } },
    field(.yuanForFen, .numbers, { $0.kind == .amount(.fen) }) { value, _ in
      Int(text(value)).map { bytes(yuan($0, 2)) }
    },
    Mistake(
      code: .booleanText, step: .numbers, sharesStep: true,
      message: { sample, chance in
        guard signsEverything(sample), !sample.fields.contains("flag") else { return false }
        sample.fields.set("flag", .boolean(chance.below(2) == 0))
        return true
      },
      program: { program, chance in
        guard let value = program["flag"] else { return false }
        let isTrue = value == bytes("true")
        program["flag"] = bytes(chance.one(of: isTrue ? ["1", "True"] : ["0", "False"]) ?? "")
        return true
      }),
  ]

  private static func nested(
    _ code: DiagnosisCode, _ wire: String, _ hashed: String
  ) -> Mistake {
    Mistake(
      code: code, step: .nested,
      message: { sample, _ in
        guard signsEverything(sample) else { return false }
        sample.fields.set("payParams", .nested(bytes(wire)))
        return true
      },
      program: { program, _ in
        guard program["payParams"] != nil else { return false }
        program["payParams"] = bytes(hashed)
        return true
      })
  }

  static let nested: [Mistake] = [
    nested(.nestedCompact, #"{"b": "1/2", "a": "茶"}"#, #"{"b":"1/2","a":"茶"}"#),
    nested(.nestedSorted, #"{"b":"1","a":"茶"}"#, #"{"a":"茶","b":"1"}"#),
    nested(.nestedJSONEncode, #"{"b":"1/2","a":"茶"}"#, #"{"b":"1\/2","a":"\u8336"}"#),
    nested(.nestedSpaced, #"{"b":"1","a":"茶"}"#, #"{"b": "1", "a": "茶"}"#),
  ]

  static let rules: [Mistake] = [
    Mistake(code: .ruleOfServers, step: .rule) { program, chance in
      guard let tolerance = chance.one(of: program.sample.message.tolerances) else { return false }
      return adopt(tolerance.rule, program.sample.message, &program)
    },
    Mistake(code: .ruleOfOtherMessage, step: .rule) { program, chance in
      let others = program.sample.gateway.messages.filter {
        $0.signing != nil && $0.kind != program.sample.message.kind
      }
      guard let other = chance.one(of: others), let rule = other.signing else { return false }
      return adopt(rule, other, &program)
    },
    Mistake(code: .ruleOfOtherGateway, step: .rule) { program, chance in
      let others = GatewayCatalog.builtIn.filter { $0.id != program.sample.gateway.id }
        .flatMap(\.messages).filter { $0.signing != nil }
      guard let other = chance.one(of: others), let rule = other.signing else { return false }
      return adopt(rule, other, &program)
    },
  ]

  private static func adopt(_ rule: SigningRule, _ message: MessageSpec, _ program: inout Program)
    -> Bool
  {
    program.pairs = Program.pairs(program.sample.fields, message, rule)
    program.joiner = rule.nameValueSeparator
    let separator = bytes(rule.nameValueSeparator)
    if rule.order == .pairsIgnoringCase {
      program.order = { pairs in
        func key(_ pair: Program.Pair) -> String {
          (pair.name + text(separator) + text(pair.value) + "&").lowercased()
        }
        return pairs.sorted { key($0).utf8.lexicographicallyPrecedes(key($1).utf8) }
      }
    }
    return program.pairs.contains { !$0.value.isEmpty }
  }

  static let edits: [Mistake] = [
    field(.amountChanged, .edits, isAmount) { value, chance in
      let isYuan = value.contains(0x2E)
      guard let fen = isYuan ? fen(value) : Int(text(value)) else { return nil }
      let other = chance.one(of: [fen + 1, fen + 100, fen * 10, fen * 100, 1]) ?? fen
      return bytes(isYuan ? yuan(other, 2) : String(other))
    },
    field(.statusChanged, .edits, { $0.role == .state }) { value, _ in
      [bytes("00"): bytes("01"), bytes("2"): bytes("1")][value]
    },
    field(.timeZone, .edits, { $0.kind == .dateTime || $0.kind == .compactDateTime }) { value, _ in
      BeijingTime(text(value)).map { time in
        let moved = BeijingTime(unixMilliseconds: time.unixMilliseconds - 8 * 3_600_000)
        return bytes(text(value).contains("-") ? moved.text : moved.compact)
      }
    },
    field(.timeUnit, .edits, { $0.kind == .milliseconds }) { value, _ in Array(value.dropLast(3)) },
    field(.timeChanged, .edits, { $0.kind == .dateTime || $0.kind == .compactDateTime }) {
      value, chance in
      BeijingTime(text(value)).map { time in
        let seconds = Int64(1 + chance.below(3))
        let moved = BeijingTime(unixMilliseconds: time.unixMilliseconds + seconds * 1000)
        return bytes(text(value).contains("-") ? moved.text : moved.compact)
      }
    },
    field(.timeFormat, .edits, { $0.kind == .dateTime || $0.kind == .compactDateTime }) {
      value, _ in
      BeijingTime(text(value)).map { bytes(text(value).contains("-") ? $0.compact : $0.text) }
    },
    Mistake(code: .valueChanged, step: .edits, sharesStep: true) { program, chance in
      let texts = program.pairs.indices.filter { program.pairs[$0].value.count > 3 }
      guard let index = chance.one(of: texts) else { return false }
      let value = program.pairs[index].value
      program.pairs[index].value =
        chance.below(3) == 0
        ? Array(value.dropLast()) : value + bytes(chance.one(of: ["x", "9", "0", "/", "a"]) ?? "")
      return true
    },
  ]

  /// A signed field did not reach the capture.
  static let missing: [Mistake] = [
    Mistake(
      code: .fieldMissing, step: .fields, sharesStep: true,
      message: { sample, _ in
        guard let row = sample.message.field(.paidAmount), sample.fields.contains(row.name),
          sample.message.field(.amount) != nil
        else { return false }
        sample.fields.remove(row.name)
        return true
      },
      program: { program, _ in
        guard let row = program.sample.message.field(.paidAmount),
          let amount = program.sample.message.field(.amount), let value = program[amount.name]
        else { return false }
        program[row.name] = value
        return true
      })
  ]
}
