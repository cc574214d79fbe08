import Diagnosis
import Digests
import Gateways
import WireFormat

/// Mistakes that the four documents leave no room for: at a gateway with a rule of its own.
enum CustomRuleCases {
  static let all = (rules + zerosLost).compactMap { $0 }

  private static let fields = [
    ("Zeta", "1"), ("alpha", "0"), ("param", "3"), ("param10", "4"), ("none", ""),
  ]

  /// A gateway with that rule, and a message with nested JSON.
  private static func sample(_ change: (inout SigningRule) -> Void) -> Sample? {
    let message = MessageSpec(
      .order, source: "made up",
      fields: [FieldSpec("sign", "", .required, role: .signature)],
      signing: SigningRule(.allExcept(["sign"])).with(change))
    let gateway = GatewaySpec(
      id: "made-up", title: "", document: "", baseURLExample: "",
      operations: [OperationSpec(endpoints: [], request: message)])
    let nested = FieldValue.nested(Array(#"{"b": 1, "a": 2}"#.utf8))
    return Sample(gateway, .order, fields, key: "Made-up-key-0123456789")?.with("data", nested)
  }

  private static let rules: [Case?] = [
    sample { $0.digest = .sha256 }.map { Case(.digestMD5, $0, sign: $0.text().sign()) },
    Case(.zeroKept, sample { $0.empties = .droppedAsPHP }) { $0["alpha"] = "0" },
    Case(.orderNameBytes, sample { $0.order = .asGiven }) { $0.sort() },
    Case(.orderPairsIgnoringCase, sample { _ in }) {
      $0.pairs.sort { ($0.name + "=").lowercased() < ($1.name + "=").lowercased() }
    },
    Case(.orderNamesIgnoringCase, sample { _ in }) {
      $0.pairs.sort { $0.name.lowercased() < $1.name.lowercased() }
    },
    Case(.joinerEquals, sample { $0.nameValueSeparator = ":" }) { _ in },
    Case(.separatorAmpersand, sample { $0.pairSeparator = "|" }) { _ in },
    Case(.nestedRaw, sample { $0.nested = .compact }) { $0["data"] = #"{"b": 1, "a": 2}"# },
    Case(.ruleOfOtherMessage, .lianheOrder) {
      $0.pairs = $0.pairs.filter { ["appKey", "mrn"].contains($0.name) }
    },
  ]

  /// `Integer.toHexString` for each byte, where the digest has a byte that it shortens.
  private static let zerosLost: [Case?] = Sample.all.map { sample in
    let digest = Insecure.MD5.digest(sample.text().bytes)
    let sign = digest.map { String($0, radix: 16) }.joined()
    return sign.utf8.count < 32 ? Case(.digestZerosLost, sample, sign: sign) : nil
  }
}
