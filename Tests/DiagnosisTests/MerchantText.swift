import ByteText
import Diagnosis
import Digests
import Gateways
import Signing
import WireFormat

/// A merchant's program that makes a string to sign, right or wrong. Written apart from the code
/// under test, which sees only the signature.
struct MerchantText {
  var pairs: [(name: String, value: Bytes)]
  var joiner = "="
  var separator = "&"
  var valuesOnly = false
  var front = ""
  var back: String
  var upper: Bool
  let sample: Sample

  init(sample: Sample) {
    self.sample = sample
    let rule = sample.message.signing ?? SigningRule(.marked)
    let text = StringToSign(sample.fields, message: sample.message, rule: rule)
    pairs = text.pairs.map { (String(decoding: $0.name, as: UTF8.self), $0.value) }
    back = "&key=" + sample.key
    upper = rule.letterCase == .upper
  }

  subscript(name: String) -> String {
    get { pairs.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) } ?? "" }
    set {
      if let index = pairs.firstIndex(where: { $0.name == name }) {
        pairs[index].value = Array(newValue.utf8)
      } else {
        pairs.append((name, Array(newValue.utf8)))
        sort()
      }
    }
  }

  mutating func remove(_ name: String) { pairs.removeAll { $0.name == name } }

  mutating func sort() { pairs.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }

  /// Applies a change to every value.
  mutating func map(_ change: (String) -> String) {
    for index in pairs.indices {
      pairs[index].value = Array(
        change(String(decoding: pairs[index].value, as: UTF8.self)).utf8)
    }
  }

  var bytes: Bytes {
    let joined = pairs.map { valuesOnly ? $0.value : Array(($0.name + joiner).utf8) + $0.value }
    return Array(front.utf8) + Array(joined.joined(separator: Array(separator.utf8)))
      + Array(back.utf8)
  }

  /// The signature: MD5 unless another function is given.
  func sign(_ digest: (Bytes) -> Bytes = { Insecure.MD5.digest($0) }) -> String {
    String(decoding: Hex.encode(digest(bytes), upper: upper), as: UTF8.self)
  }
}
