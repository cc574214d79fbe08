import Diagnosis
import PaymentValues
import WireFormat

/// Mistakes in choosing, ordering and joining fields and in placing the key.
enum JoiningCases {
  static let all = (everyGateway + empties + fields + pieces + orders + keys).compactMap { $0 }

  /// Mistakes that need no particular field: one case for each gateway.
  private static let everyGateway = Sample.all.flatMap { sample -> [Case?] in
    let key = sample.key
    let half = key.utf8.count / 2
    let (head, tail) = (String(key.prefix(half)), String(key.dropFirst(half)))
    return [
      Case(.joinerArrow, sample) { $0.joiner = "=>" },
      Case(.joinerNone, sample) { $0.joiner = "" },
      Case(.separatorNone, sample) { $0.separator = "" },
      Case(.valuesOnly, sample) {
        $0.valuesOnly = true
        $0.separator = ""
      },
      Case(.orderByValue, sample) {
        $0.pairs.sort { $0.value.lexicographicallyPrecedes($1.value) }
      },
      Case(.keyMissing, sample) { $0.back = "" },
      Case(.keyBare, sample) { $0.back = key },
      Case(.keyAmpersand, sample) { $0.back = "&\(key)" },
      Case(.keyHash, sample) { $0.back = "#\(key)" },
      Case(.keyNamed, sample) { $0.back = "&appSecret=\(key)" },
      Case(.keyInFront, sample) {
        $0.front = key
        $0.back = ""
      },
      Case(.keySorted, sample) {
        $0.back = ""
        $0["key"] = key
        $0.sort()
      },
      Case(.keyTwice, sample) {
        $0.front = key; $0.back = key
      },
      Case(.keyTwoParts, sample) {
        $0.front = head; $0.back = tail
      },
      Case(.keyNewline, sample) { $0.back += "\n" }.map {
        // A newline behind the text and one behind the key are one text; the key's is named first.
        $0
      },
      Case(.keyBOM, sample) { $0.back = "&key=\u{FEFF}\(key)" },
      Case(.keyOtherCase, sample) { $0.back = "&key=\(key.uppercased())" },
      Case(.keyFullWidth, sample) {
        $0.back =
          "&key="
          + String(
            String.UnicodeScalarView(
              key.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
      },
      Case(.keyOtherProfile, sample, others) { $0.back = "&key=OtherProfileKey123" },
      Case(.keyPrevious, sample, others) { $0.back = "&key=OldRotationKey456" },
      Case(.keyTwoParts, sample, others) { $0.back += "OtherProfileKey123" },
    ]
  }

  static let others = DiagnosisContext(
    otherKeys: [.init("shop-b", Secret(Array("OtherProfileKey123".utf8)))],
    previousKeys: [.init("2020", Secret(Array("OldRotationKey456".utf8)))])

  private static let empties: [Case?] = [
    Case(.emptiesSigned, .payCenterOrder) { $0["param1"] = "" },
    Case(.emptiesSigned, Sample.payIndexOrder?.with("pay_bankcode", "")) {
      $0["pay_bankcode"] = ""
    },
    Case(.zeroDropped, .payCenterOrder) { $0.remove("param2") },
    Case(.emptiesDropped, .lianheOrder) { $0.remove("returnUrl") },
    Case(.nullOnlyDropped, Sample.payCenterOrder?.with("param2", .null)) { $0["param1"] = "" },
    Case(.nullAsWord, Sample.lianheOrder?.with("returnUrl", .null)) { $0["returnUrl"] = "null" },
    Case(.nullAsWord, Sample.payCenterOrder?.with("param1", .null)) { $0["param1"] = "null" },
  ]

  private static let fields: [Case?] =
    Sample.all.flatMap { sample in
      sample.text().pairs.map { pair in
        Case(.fieldLeftOut, sample) { $0.remove(pair.name) }
      }
    } + [
      Case(.unsignedFieldSigned, .payIndexOrder) { $0["pay_productname"] = "茶叶" },
      Case(.unsignedFieldSigned, .payIndexCallback) { $0["attach"] = "1234|456" },
      Case(.unsignedFieldSigned, .lianheOrder) { $0["sourceIp"] = "1.2.3.4" },
      Case(.signatureLeftIn, .payIndexOrder) { $0["type"] = "json" },
      Case(.signatureLeftIn, .payIndexOrder) { $0["pay_md5sign"] = "" },
      Case(.signatureLeftIn, .payCenterOrder) { $0["sign"] = "C380BEC2BFD727A4B6845133519F3AD6" },
      Case(.signatureLeftIn, .payCenterOrder) { $0["sign_type"] = "MD5" },
      Case(.fieldSubset, .payCenterOrder) {
        $0.pairs = $0.pairs.filter { ["mchId", "amount", "mchOrderNo"].contains($0.name) }
      },
      Case(.fieldSubset, .payIndexOrder) {
        $0.remove("pay_applydate")
        $0.remove("pay_notifyurl")
        $0.remove("pay_callbackurl")
        $0["pay_attach"] = "1234|456"
      },
      Case(.duplicateFirst, doubled) { $0["amount"] = "100" },
      Case(.duplicateBoth, doubled) { $0.pairs.insert(("amount", Array("100".utf8)), at: 0) },
    ]

  /// Fields of the merchant's own, fields in pieces and fields that never came.
  private static let pieces: [Case?] =
    [
      Case(.ownQueryField, inFront([("uid", "7")])) { $0.remove("uid") },
      Case(.ownQueryField, inFront([("uid", "7"), ("shop", "a1")])) {
        $0.remove("uid")
        $0.remove("shop")
      },
      Case(.notifyURLQuery, inFront([("uid", "7?income=98")], without: "income")) {
        $0.remove("uid")
        $0["income"] = "98"
      },
      Case(.notifyURLQuery, inFront([("shop", "a1"), ("uid", "7?income=98")], without: "income")) {
        $0.remove("shop")
        $0.remove("uid")
        $0["income"] = "98"
      },
      Case(.fieldMissing, without(.payIndexCallback, "true_amount")) {
        $0["true_amount"] = "100.0000"
      },
      Case(.fieldMissing, without(.payIndexCallback, "true_amount")) {
        $0["true_amount"] = "100.00"
      },
      Case(.fieldMissing, without(.payIndexCallback, "true_amount")) {
        $0["true_amount"] = "99.97"
      },
      Case(.fieldMissing, without(.payIndexCallback, "returncode")) { $0["returncode"] = "00" },
      Case(.fieldMissing, without(.payCenterCallback, "income")) { $0["income"] = "97" },
      Case(.fieldMissing, without(.payCenterCallback, "backType")) { $0["backType"] = "2" },
      Case(.fieldMissing, without(.payCenterCallback, "productId")) { $0["productId"] = "8001" },
      Case(.fieldMissing, without(.payCenterOrder, "currency")) { $0["currency"] = "cny" },
      Case(.ampersandUnencoded, cut) {
        $0.remove("b")
        $0["notifyUrl"] = "http://shop.example/notify?a=1&b=2"
      },
    ] + Sample.all.map { sample in Case(.orderReversed, sample) { $0.pairs.reverse() } }

  private static func inFront(_ own: [(String, String)], without name: String? = nil) -> Sample? {
    var sample = without(.payCenterCallback, name)
    sample?.fields.fields.insert(contentsOf: own.map { Field($0.0, $0.1) }, at: 0)
    return sample
  }

  private static func without(_ sample: Sample?, _ name: String?) -> Sample? {
    var sample = sample
    if let name { sample?.fields.remove(name) }
    return sample
  }

  /// The order with a notify URL that was sent unencoded.
  private static let cut: Sample? = {
    var sample = Sample.payCenterOrder?.with("notifyUrl", "http://shop.example/notify?a=1")
    if let place = sample?.fields.fields.firstIndex(where: { $0.displayName == "notifyUrl" }) {
      sample?.fields.fields.insert(Field("b", "2"), at: place + 1)
    }
    return sample
  }()

  private static let doubled: Sample? = {
    var sample = Sample.payCenterCallback
    sample?.fields.append("amount", "200")
    return sample
  }()

  private static let mixedNames: Sample? = {
    var sample = Sample.payCenterOrder
    for (name, value) in [("Zeta", "1"), ("_under", "2"), ("param", "3"), ("param10", "4")] {
      sample?.fields.append(name, value)
    }
    return sample
  }()

  private static let orders: [Case?] = [
    Case(.orderNamesIgnoringCase, mixedNames) {
      $0.pairs.sort { $0.name.lowercased() < $1.name.lowercased() }
    },
    Case(.orderAsGiven, .payCenterOrder) { text in
      let order = text.sample.fields.fields.map(\.displayName)
      text.pairs.sort {
        (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0)
      }
    },
    Case(.ruleOfServers, mixedNames) {
      $0.pairs.sort {
        ($0.name + "=").lowercased() < ($1.name + "=").lowercased()
      }
      $0.back = "&key=OtherProfileKey123"
    },
  ].map { item in
    item?.code == .ruleOfServers
      ? item.map { Case($0.code, $0.sample, sign: $0.sign, others) } : item
  }

  private static let keys: [Case?] = [
    Case(.keyTrimmed, trailing) { $0.back = "&key=M3rchantKey0123456789" }
  ]

  private static let trailing = Sample(
    .payCenter, .query, [("mchId", "1"), ("appId", "a"), ("mchOrderNo", "n1")],
    key: "M3rchantKey0123456789 \n")
}
