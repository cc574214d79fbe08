import ByteText
import Diagnosis
import Digests
import Gateways
import PaymentValues
import Signing
import WireFormat

/// A merchant's program in steps, each of which can go wrong by itself: which pairs, their order,
/// joining, the key, characters, the digest, how it is written. Written apart from the code under
/// test, which sees only the message and the signature.
struct Program {
  typealias Pair = (name: String, value: Bytes)

  let sample: Sample
  var pairs: [Pair]
  var order: ([Pair]) -> [Pair]
  var joiner = "="
  var separator = "&"
  var valuesOnly = false
  /// The name under which the key is sorted in among the pairs.
  var sortedKey: String?
  var front: (Bytes) -> Bytes = { _ in [] }
  var back: (Bytes) -> Bytes = { Array("&key=".utf8) + $0 }
  var key: Bytes
  var ending = Bytes()
  var charset: (Bytes) -> Bytes = { $0 }
  var digest: (Bytes, Bytes) -> Bytes = { text, _ in Insecure.MD5.digest(text) }
  var hexadecimal: (Bytes, Bool) -> Bytes = { Hex.encode($0, upper: $1) }
  var upper: Bool
  var write: [(Bytes) -> Bytes] = []

  init(_ sample: Sample) {
    self.sample = sample
    let rule = sample.message.signing ?? SigningRule(.marked)
    pairs = Self.pairs(sample.fields, sample.message, rule)
    if case .listed(let names) = rule.selection {
      order = { pairs in
        func place(_ pair: Pair) -> Int { names.firstIndex(of: pair.name) ?? names.count }
        return pairs.sorted {
          place($0) != place($1) ? place($0) < place($1) : Self.byName($0, $1)
        }
      }
      // Code that fills a template has no place for a further name; code that sorts has.
      if names == names.sorted() { order = { $0.sorted(by: Self.byName) } }
    } else {
      order = { $0.sorted(by: Self.byName) }
    }
    key = Array(sample.key.utf8)
    upper = rule.letterCase == .upper
  }

  static func pairs(_ fields: FieldList, _ message: MessageSpec, _ rule: SigningRule) -> [Pair] {
    StringToSign(fields, message: message, rule: rule).pairs.map {
      (String(decoding: $0.name, as: UTF8.self), $0.value)
    }
  }

  static func byName(_ left: Pair, _ right: Pair) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  subscript(name: String) -> Bytes? {
    get { pairs.first { $0.name == name }?.value }
    set {
      guard let newValue else { return pairs.removeAll { $0.name == name } }
      if let index = pairs.firstIndex(where: { $0.name == name }) {
        pairs[index].value = newValue
      } else {
        pairs.append((name, newValue))
      }
    }
  }

  var bytes: Bytes {
    let all = order(pairs + (sortedKey.map { [($0, key)] } ?? []))
    let joined = all.map { valuesOnly ? $0.value : Array(($0.name + joiner).utf8) + $0.value }
    return front(key) + Array(joined.joined(separator: Array(separator.utf8))) + back(key) + ending
  }

  var sign: String {
    let hex = hexadecimal(digest(charset(bytes), key), upper)
    return String(decoding: write.reduce(hex) { $1($0) }, as: UTF8.self)
  }
}

/// A mistake of a program; some need a message of a certain kind and change it first.
struct Mistake: Sendable {
  let code: DiagnosisCode
  /// Steps in the order in which a program takes them. Two mistakes of one step exclude each other
  /// where `sharesStep` is false.
  let step: Step
  var sharesStep = false
  /// Changes the message; false when the mistake cannot be made with it.
  var message: @Sendable (inout Sample, inout Chance) -> Bool = { _, _ in true }
  /// Changes the program; false when it does not apply.
  let program: @Sendable (inout Program, inout Chance) -> Bool

  enum Step: Int {
    case rule, empties, edits, fields, numbers, nested, encoding, order, joiner, separator
    case placement, key, ending, charset, digest, hexadecimal, letters, truncation, base64, blanks
  }
}

/// Reproducible choices.
struct Chance {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(max(1, bound)))
  }

  mutating func one<T>(of list: [T]) -> T? {
    list.isEmpty ? nil : list[below(list.count)]
  }
}

/// A message, what is wrong with its signature, and the signature.
struct Scenario: Sendable, CustomStringConvertible {
  let codes: [DiagnosisCode]
  let sample: Sample
  let sign: String
  let text: String

  var description: String {
    "\(codes.map(\.rawValue).joined(separator: "+")) at \(sample): \(text) -> \(sign)"
  }

  /// Both mistakes in one program, or nil when they exclude each other or one of them does not
  /// tell in the signature.
  static func make(_ first: Mistake, _ second: Mistake, _ sample: Sample, seed: UInt64) -> Scenario?
  {
    let mistakes = [first, second].sorted { $0.step.rawValue < $1.step.rawValue }
    if first.step == second.step, !(first.sharesStep && second.sharesStep) { return nil }
    var sample = sample
    for (index, mistake) in mistakes.enumerated() {
      var chance = Chance(seed + UInt64(index))
      guard mistake.message(&sample, &chance) else { return nil }
    }
    func program(_ flags: [Bool]) -> Program? {
      var program = Program(sample)
      for (index, mistake) in mistakes.enumerated() where flags[index] {
        var chance = Chance(seed + 10 + UInt64(index))
        guard mistake.program(&program, &chance) else { return nil }
      }
      return program
    }
    guard let both = program([true, true]), let one = program([true, false]),
      let other = program([false, true]), let none = program([false, false])
    else { return nil }
    let signs = [both.sign, one.sign, other.sign, none.sign]
    guard Set(signs).count == 4 else { return nil }
    return Scenario(
      codes: [first.code, second.code], sample: sample, sign: both.sign,
      text: String(decoding: both.bytes, as: UTF8.self))
  }
}
