import ByteText
import Diagnosis
import Digests
import Gateways
import PaymentValues
import WireFormat

extension Mistakes {
  /// Rewrites all values, or one of those that change.
  private static func rewriting(
    _ code: DiagnosisCode, needs: String? = nil, one isOne: Bool = false,
    _ change: @escaping @Sendable (Bytes) -> Bytes
  ) -> Mistake {
    Mistake(
      code: code, step: .encoding, sharesStep: true,
      message: { sample, chance in
        guard let needs else { return true }
        return put(needs, into: &sample, &chance)
      },
      program: { program, chance in
        let touched = program.pairs.indices.filter {
          change(program.pairs[$0].value) != program.pairs[$0].value
        }
        guard let one = chance.one(of: touched) else { return false }
        let chosen = isOne || chance.below(3) == 0 ? [one] : touched
        for index in chosen { program.pairs[index].value = change(program.pairs[index].value) }
        return true
      })
  }

  /// Gives a free text field of the message another value.
  static func put(_ value: String, into sample: inout Sample, _ chance: inout Chance) -> Bool {
    let roles: Set<Role> = [
      .subject, .goodsDescription, .attach, .extra1, .extra2, .notifyURL, .returnURL, .accountName,
    ]
    guard let rule = sample.message.signing else { return false }
    let signed = Program.pairs(sample.fields, sample.message, rule).map(\.name).filter { name in
      sample.message.field(named: name)?.role.map(roles.contains) ?? false
    }
    guard let name = chance.one(of: signed) else { return false }
    sample.fields.set(name, .text(bytes(value)))
    return true
  }

  private static func replaced(_ value: Bytes, _ old: String, _ new: String) -> Bytes {
    var result = Bytes()
    var rest = value[...]
    while !rest.isEmpty {
      if rest.starts(with: old.utf8) {
        result += bytes(new)
        rest = rest.dropFirst(old.utf8.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  private static func escaped(_ value: Bytes) -> Bytes {
    text(value).utf16.flatMap { unit -> Bytes in
      if unit < 0x80 { return [UInt8(unit)] }
      let digits = String(unit, radix: 16)
      return bytes("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }

  static let values: [Mistake] = [
    rewriting(.percentEncoded) { PercentCoding.encode($0, style: .form) },
    rewriting(.percentEncoded) { PercentCoding.encode($0) },
    rewriting(.percentDecoded, needs: "50%25 off") { PercentCoding.decode($0, plusIsSpace: true) },
    rewriting(.plusForSpace, needs: "a b+c d") { $0.map { $0 == 0x20 ? 0x2B : $0 } },
    rewriting(.plusForSpace, needs: "green tea 1 kg", one: true) { value in
      // Sent unencoded, a plus arrives as a space: only some of the spaces were one.
      value.firstIndex(of: 0x20).map { place in
        var value = value
        value[place] = 0x2B
        return value
      } ?? value
    },
    rewriting(.htmlEscaped, needs: "tea & \"milk\"") { value in
      [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")].reduce(value) {
        replaced($0, $1.0, $1.1)
      }
    },
    rewriting(.htmlUnescaped, needs: "tea &amp; milk") { replaced($0, "&amp;", "&") },
    rewriting(.tagsStripped, needs: "a <b>tea</b> c") {
      replaced(replaced($0, "<b>", ""), "</b>", "")
    },
    rewriting(.slashesEscaped) { replaced($0, "/", "\\/") },
    rewriting(.unicodeEscaped, needs: "茶叶 2/3", escaped),
    rewriting(.unicodeEscaped, needs: #"\u8336\u53f6"#) { value in
      value == bytes(#"\u8336\u53f6"#) ? bytes("茶叶") : value
    },
    rewriting(.hexEscaped, needs: "茶叶") { value in
      value.flatMap { byte -> Bytes in
        byte < 0x80 ? [byte] : bytes("\\x" + String(byte, radix: 16, uppercase: true))
      }
    },
    rewriting(.valuesTrimmed, needs: " tea ") { value in
      Array(value.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed())
    },
    rewriting(.lineEnds, needs: "one\ntwo") { replaced($0, "\n", "\r\n") },
    rewriting(.lineEnds, needs: "one\r\ntwo") { replaced($0, "\r\n", "\n") },
    rewriting(.valueCut, needs: "http://m.example/n?a=1&b=2") { value in
      Array(value.prefix { $0 != 0x26 })
    },
    rewriting(.valueCut, needs: "http://m.example/n?a=1") { value in
      Array(value.prefix { $0 != 0x3D })
    },
    Mistake(
      code: .ampersandUnencoded, step: .encoding, sharesStep: true,
      message: { sample, chance in
        let value = chance.one(of: ["tea", "http://m.example/n?a=1"]) ?? "tea"
        guard put(value, into: &sample, &chance),
          let index = sample.fields.fields.firstIndex(where: { $0.value.literal == bytes(value) })
        else { return false }
        sample.fields.fields.insert(Field("milk", chance.below(2) == 0 ? "" : "2"), at: index + 1)
        return true
      },
      program: { program, _ in
        guard let milk = program.sample.fields["milk"]?.literal,
          let index = program.sample.fields.fields.firstIndex(where: { $0.displayName == "milk" }),
          index > 0
        else { return false }
        let name = program.sample.fields.fields[index - 1].displayName
        guard let value = program[name] else { return false }
        program["milk"] = nil
        program[name] = value + bytes("&milk") + (milk.isEmpty ? [] : bytes("=") + milk)
        return true
      }),
    always(.trailingNewline, .ending) { program, chance in
      program.ending = bytes(chance.one(of: ["\n", "\r\n", " ", "&"]) ?? "\n")
    },
  ]

  private static func charset(
    _ code: DiagnosisCode, _ change: @escaping @Sendable (Bytes) -> Bytes
  ) -> Mistake {
    always(code, .charset) { program, _ in program.charset = change }
  }

  static let characters: [Mistake] = [
    charset(.charsetGB18030) { (try? TextEncoding.fromUTF8($0, to: .gb18030)) ?? [] },
    charset(.charsetUTF16) { (try? TextEncoding.fromUTF8($0, to: .utf16LittleEndian)) ?? [] },
    charset(.charsetUTF16) {
      [0xFE, 0xFF] + ((try? TextEncoding.fromUTF8($0, to: .utf16BigEndian)) ?? [])
    },
    charset(.charsetLatin1) { $0.flatMap { bytes(String(Unicode.Scalar($0))) } },
    charset(.charsetLatin1) { value in text(value).utf16.map { $0 < 0x80 ? UInt8($0) : 0x3F } },
    Mistake(
      code: .charsetUTF8, step: .encoding, sharesStep: true,
      message: { sample, chance in
        guard put("茶叶", into: &sample, &chance),
          let index = sample.fields.fields.firstIndex(where: { $0.value.display == "茶叶" }),
          let wire = try? TextEncoding.fromUTF8(bytes("茶叶"), to: .gb18030)
        else { return false }
        sample.fields.fields[index].value = .text(wire)
        return true
      },
      program: { program, _ in
        guard let wire = try? TextEncoding.fromUTF8(bytes("茶叶"), to: .gb18030),
          let index = program.pairs.firstIndex(where: { $0.value == wire })
        else { return false }
        program.pairs[index].value = bytes("茶叶")
        return true
      }),
  ]

  private static func hashed(
    _ code: DiagnosisCode, withoutKey: Bool = false,
    _ digest: @escaping @Sendable (Bytes, Bytes) -> Bytes
  ) -> Mistake {
    Mistake(code: code, step: .digest) { program, _ in
      program.digest = digest
      guard withoutKey else { return true }
      program.front = { _ in [] }
      program.back = { _ in [] }
      return program.sortedKey == nil
    }
  }

  static let digests: [Mistake] = [
    hashed(.digestDoubleMD5) { text, _ in
      Insecure.MD5.digest(Hex.encode(Insecure.MD5.digest(text)))
    },
    hashed(.digestDoubleMD5) { text, _ in
      Insecure.MD5.digest(Hex.encode(Insecure.MD5.digest(text), upper: true))
    },
    hashed(.digestHMACMD5, withoutKey: true) { HMAC<Insecure.MD5>.code($0, key: $1) },
    hashed(.digestHMACMD5) { HMAC<Insecure.MD5>.code($0, key: $1) },
    hashed(.digestSHA1) { text, _ in Insecure.SHA1.digest(text) },
    hashed(.digestSHA256) { text, _ in SHA256.digest(text) },
    hashed(.digestHMACSHA1) { HMAC<Insecure.SHA1>.code($0, key: $1) },
    hashed(.digestHMACSHA256, withoutKey: true) { HMAC<SHA256>.code($0, key: $1) },
  ]

  static let writings: [Mistake] = [
    Mistake(code: .letterCase, step: .letters) { program, _ in
      guard program.sample.message.signing?.acceptsEitherCase == false else { return false }
      program.upper.toggle()
      return true
    },
    Mistake(code: .digestZerosLost, step: .hexadecimal) { program, _ in
      program.hexadecimal = { digest, upper in
        bytes(digest.map { String($0, radix: 16, uppercase: upper) }.joined())
      }
      return true
    },
    Mistake(code: .digestTruncated, step: .truncation) { program, chance in
      let cut = chance.below(4)
      program.write.append { hex in
        switch cut {
        case 0: Array(hex.prefix(16))
        case 1: Array(hex.dropFirst(8).prefix(16))
        case 2: Array(hex.prefix(30))
        default: Array(hex.prefix(24))
        }
      }
      return true
    },
    Mistake(code: .digestBase64, step: .base64) { program, _ in
      program.write.append { hex in
        guard let raw = Hex.decode(hex) else { return Base64.encode(hex) }
        return Base64.encode(raw)
      }
      return true
    },
    Mistake(code: .digestSpaced, step: .blanks) { program, chance in
      let how = chance.below(3)
      program.write.append { hex in
        switch how {
        case 0: hex + [0x0A]
        case 1: [0x20] + hex
        default: Array(hex.prefix(8)) + [0x20] + hex.dropFirst(8)
        }
      }
      return true
    },
  ]
}
