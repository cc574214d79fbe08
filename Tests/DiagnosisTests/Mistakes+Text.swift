import Diagnosis
import Digests
import Gateways
import PaymentValues
import WireFormat

/// Every mistake that a program can make with a message of the built-in gateways.
enum Mistakes {
  static let all =
    empties + fields + orders + joins + placements + keys + values + characters
    + numbers + nested + rules + edits + missing + digests + writings

  static func bytes(_ text: String) -> Bytes { Array(text.utf8) }
  static func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  /// A mistake of the step that changes the program and always applies.
  static func always(
    _ code: DiagnosisCode, _ step: Mistake.Step, shares: Bool = false,
    _ change: @escaping @Sendable (inout Program, inout Chance) -> Void
  ) -> Mistake {
    Mistake(code: code, step: step, sharesStep: shares) {
      change(&$0, &$1)
      return true
    }
  }

  /// Names of optional fields that may be empty in that message.
  private static func optional(_ sample: Sample, _ chance: inout Chance) -> String? {
    let names = sample.fields.fields.map(\.displayName).filter { name in
      let row = sample.message.field(named: name)
      return row?.role != .signature && row?.role != .orderNumber && row?.role != .merchantID
    }
    guard let rule = sample.message.signing else { return nil }
    let signed = Set(Program.pairs(sample.fields, sample.message, rule).map(\.name))
    return chance.one(of: names.filter(signed.contains))
  }

  private static func drops(_ sample: Sample) -> Bool {
    sample.message.signing?.empties == .dropped
  }

  private static let empties: [Mistake] = [
    Mistake(
      code: .emptiesSigned, step: .empties,
      message: { sample, chance in
        guard drops(sample), let name = optional(sample, &chance) else { return false }
        sample.fields.set(name, .text([]))
        return true
      },
      program: { program, _ in
        guard let rule = program.sample.message.signing else { return false }
        program.pairs = Program.pairs(
          program.sample.fields, program.sample.message, rule.with { $0.empties = .kept })
        return true
      }),
    Mistake(code: .emptiesDropped, step: .empties) { program, _ in
      program.pairs.removeAll { $0.value.isEmpty }
      return true
    },
    Mistake(
      code: .nullOnlyDropped, step: .empties,
      message: { sample, chance in
        guard drops(sample), let name = optional(sample, &chance),
          let other = optional(sample, &chance), name != other
        else { return false }
        sample.fields.set(name, .null)
        sample.fields.set(other, .text([]))
        return true
      },
      program: { program, _ in
        guard let rule = program.sample.message.signing else { return false }
        program.pairs = Program.pairs(
          program.sample.fields, program.sample.message, rule.with { $0.empties = .nullDropped })
        return true
      }),
    Mistake(
      code: .zeroDropped, step: .empties,
      message: { sample, chance in
        guard let name = optional(sample, &chance) else { return false }
        sample.fields.set(name, .text(bytes("0")))
        return true
      },
      program: { program, _ in
        program.pairs.removeAll { $0.value == bytes("0") }
        return true
      }),
    Mistake(
      code: .nullAsWord, step: .empties,
      message: { sample, chance in
        guard let name = optional(sample, &chance) else { return false }
        sample.fields.set(name, .null)
        return true
      },
      program: { program, chance in
        guard let rule = program.sample.message.signing else { return false }
        let nulls = Set(
          program.sample.fields.fields.filter { $0.value == .null }.map(\.displayName))
        let word = chance.one(of: ["null", "null", "None", "nil"]) ?? "null"
        let kept = Program.pairs(
          program.sample.fields, program.sample.message, rule.with { $0.empties = .kept })
        program.pairs = kept.compactMap { pair in
          if nulls.contains(pair.name) { return (pair.name, bytes(word)) }
          return pair.value.isEmpty && rule.empties == .dropped ? nil : pair
        }
        return true
      }),
  ]

  private static let fields: [Mistake] = [
    Mistake(code: .fieldLeftOut, step: .fields, sharesStep: true) { program, chance in
      guard program.pairs.count > 2, let pair = chance.one(of: program.pairs) else { return false }
      program[pair.name] = nil
      return true
    },
    Mistake(code: .unsignedFieldSigned, step: .fields, sharesStep: true) { program, chance in
      let signed = Set(program.pairs.map(\.name))
      let others = program.sample.fields.fields.filter {
        !signed.contains($0.displayName) && !$0.value.isEmpty && $0.displayName != "type"
          && $0.displayName != program.sample.message.signatureField
      }
      guard let field = chance.one(of: others) else { return false }
      program[field.displayName] = field.value.literal
      return true
    },
    Mistake(code: .signatureLeftIn, step: .fields, sharesStep: true) { program, chance in
      let name = program.sample.message.signatureField ?? "sign"
      let own = program.sample.message.field(named: name)?.example ?? ""
      let choices = [(name, ""), (name, ""), (name, own), ("sign_type", "MD5"), ("sign", "")]
      guard let (name, value) = chance.one(of: choices), program[name] == nil else { return false }
      program[name] = bytes(value)
      return true
    },
    Mistake(code: .fieldSubset, step: .fields) { program, chance in
      guard program.pairs.count > 3 else { return false }
      for _ in 0...(1 + chance.below(3)) where program.pairs.count > 2 {
        program.pairs.remove(at: chance.below(program.pairs.count))
      }
      return true
    },
    Mistake(
      code: .duplicateFirst, step: .fields, sharesStep: true, message: doubled,
      program: { program, _ in
        guard let name = program.sample.fields.duplicateNames.first else { return false }
        program[text(name)] = program.sample.fields.values(of: text(name)).first?.literal
        return true
      }),
    Mistake(
      code: .duplicateBoth, step: .fields, sharesStep: true, message: doubled,
      program: { program, _ in
        guard let name = program.sample.fields.duplicateNames.first.map(text),
          let index = program.pairs.firstIndex(where: { $0.name == name }),
          let first = program.sample.fields.values(of: name).first
        else { return false }
        program.pairs.insert((name, first.literal), at: index)
        return true
      }),
    Mistake(
      code: .ownQueryField, step: .fields, sharesStep: true,
      message: { sample, chance in
        guard sample.message.kind == .orderCallback, signsEverything(sample) else { return false }
        let count = 1 + chance.below(2)
        for (name, value) in [("uid", "7"), ("shop", "a1")].prefix(count) {
          sample.fields.fields.insert(Field(name, value), at: 0)
        }
        return true
      },
      program: { program, _ in
        program.pairs.removeAll { $0.name == "uid" || $0.name == "shop" }
        return true
      }),
    Mistake(
      code: .notifyURLQuery, step: .fields, sharesStep: true,
      message: { sample, chance in
        guard sample.message.kind == .orderCallback, signsEverything(sample),
          let first = sample.fields.fields.first
        else { return false }
        sample.fields.fields[0] = Field(
          "uid", "7?" + first.displayName + "=" + first.value.display)
        if chance.below(2) == 1 { sample.fields.fields.insert(Field("shop", "a1"), at: 0) }
        return true
      },
      program: { program, _ in
        guard let field = program.sample.fields.fields.first(where: { $0.displayName == "uid" }),
          let split = field.value.display.split(separator: "?", maxSplits: 1).last
        else { return false }
        let halves = split.split(separator: "=", maxSplits: 1)
        program.pairs.removeAll { $0.name == "uid" || $0.name == "shop" }
        program[String(halves[0])] = bytes(String(halves.last ?? ""))
        return true
      }),
  ]

  static func signsEverything(_ sample: Sample) -> Bool {
    if case .allExcept = sample.message.signing?.selection { return true }
    return false
  }

  @Sendable private static func doubled(_ sample: inout Sample, _ chance: inout Chance) -> Bool {
    guard let rule = sample.message.signing,
      let pair = chance.one(of: Program.pairs(sample.fields, sample.message, rule))
    else { return false }
    sample.fields.append(Field(name: bytes(pair.name), value: .text(pair.value + bytes("9"))))
    return true
  }

  private static func order(
    _ code: DiagnosisCode, extra: Bool = false,
    _ change: @escaping @Sendable ([Program.Pair], Sample) -> [Program.Pair]
  ) -> Mistake {
    Mistake(
      code: code, step: .order,
      message: { sample, _ in
        guard extra else { return true }
        guard signsEverything(sample), !sample.fields.contains("Zeta") else { return false }
        for (name, value) in [("Zeta", "1"), ("Beta", "2"), ("param", "3")] {
          sample.fields.append(name, value)
        }
        return true
      },
      program: { program, _ in
        let sample = program.sample
        program.order = { change($0, sample) }
        return true
      })
  }

  private static let orders: [Mistake] = [
    order(.orderNamesIgnoringCase, extra: true) { pairs, _ in
      pairs.sorted { $0.name.lowercased() < $1.name.lowercased() }
    },
    order(.orderPairsIgnoringCase, extra: true) { pairs, _ in
      pairs.sorted { ($0.name + "=").lowercased() < ($1.name + "=").lowercased() }
    },
    order(.orderAsGiven) { pairs, sample in
      let names = sample.fields.fields.map(\.displayName)
      return pairs.enumerated().sorted { left, right in
        let a = names.firstIndex(of: left.element.name) ?? 1000 + left.offset
        let b = names.firstIndex(of: right.element.name) ?? 1000 + right.offset
        return a != b ? a < b : left.offset < right.offset
      }.map(\.element)
    },
    order(.orderByValue) { pairs, _ in
      pairs.sorted(by: Program.byName).enumerated().sorted { left, right in
        left.element.value == right.element.value
          ? left.offset < right.offset
          : left.element.value.lexicographicallyPrecedes(right.element.value)
      }.map(\.element)
    },
    order(.orderReversed) { pairs, _ in pairs.sorted(by: Program.byName).reversed() },
  ]

  private static let joins: [Mistake] = [
    always(.joinerArrow, .joiner) { program, _ in program.joiner = "=>" },
    always(.joinerNone, .joiner) { program, _ in program.joiner = "" },
    always(.separatorNone, .separator) { program, _ in program.separator = "" },
    always(.valuesOnly, .joiner) { program, chance in
      program.valuesOnly = true
      program.separator = chance.one(of: ["", "", "&", ",", "|"]) ?? ""
    },
  ]

  private static let placements: [Mistake] = [
    always(.keyMissing, .placement) { program, chance in
      let rest = bytes(chance.one(of: ["", "", "&"]) ?? "")
      program.back = { _ in rest }
    },
    always(.keyBare, .placement) { program, _ in program.back = { $0 } },
    always(.keyAmpersand, .placement) { program, _ in program.back = { bytes("&") + $0 } },
    always(.keyHash, .placement) { program, _ in program.back = { bytes("#") + $0 } },
    always(.keyNamed, .placement) { program, chance in
      let prefixes = ["&appSecret=", "&secret=", "&Key=", "&KEY=", "key=", "&token=", "&apiKey="]
      let prefix = chance.one(of: prefixes) ?? ""
      program.back = { bytes(prefix) + $0 }
    },
    always(.keyInFront, .placement) { program, chance in
      let (before, after) = chance.one(of: [("", ""), ("", "&"), ("key=", "&")]) ?? ("", "")
      program.front = { bytes(before) + $0 + bytes(after) }
      program.back = { _ in [] }
    },
    always(.keySorted, .placement) { program, _ in
      program.sortedKey = "key"
      program.back = { _ in [] }
    },
    always(.keyTwice, .placement) { program, chance in
      if chance.below(2) == 0 {
        program.front = { $0 }
        program.back = { $0 }
      } else {
        program.back = { bytes("&key=") + $0 + bytes("&key=") + $0 }
      }
    },
    always(.keyTwoParts, .placement) { program, chance in
      if chance.below(2) == 0 {
        program.front = { Array($0.prefix($0.count / 2)) }
        program.back = { Array($0.dropFirst($0.count / 2)) }
      } else {
        program.back = { bytes("&key=") + $0 + bytes("OtherProfileKey123") }
      }
    },
  ]

  private static func key(
    _ code: DiagnosisCode, shares: Bool = true, _ change: @escaping @Sendable (Bytes) -> Bytes
  ) -> Mistake {
    always(code, .key, shares: shares) { program, _ in program.key = change(program.key) }
  }

  private static let keys: [Mistake] = [
    Mistake(
      code: .keyTrimmed, step: .key,
      message: { sample, _ in
        sample = Sample(copy: sample, key: sample.key + " \n")
        return true
      },
      program: { program, _ in
        program.key = bytes(program.sample.key.filter { $0 != " " && $0 != "\n" })
        return true
      }),
    key(.keyNewline) { $0 + [0x0A] }, key(.keyBOM) { [0xEF, 0xBB, 0xBF] + $0 },
    key(.keyOtherCase) { bytes(text($0).uppercased()) },
    key(.keyFullWidth) { key in
      key.flatMap { byte -> Bytes in
        guard (0x21...0x7E).contains(byte),
          let scalar = Unicode.Scalar(UInt32(byte) + 0xFEE0)
        else { return [byte] }
        return bytes(String(Character(scalar)))
      }
    },
    key(.keyOtherProfile, shares: false) { _ in bytes("OtherProfileKey123") },
    key(.keyPrevious, shares: false) { _ in bytes("OldRotationKey456") },
  ]
}

extension Sample {
  init(copy sample: Sample, key: String) {
    gateway = sample.gateway
    message = sample.message
    fields = sample.fields
    self.key = key
  }
}
