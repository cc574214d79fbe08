import ByteText
import Gateways
import PaymentValues
import Signing
import Testing
import WireFormat

/// Variations that public servers of the families show; each must be expressible as a rule.
@Suite struct DialectTests {
  // MARK: ThinkPHP

  private static let order = [
    ("pay_memberid", "10002"), ("pay_orderid", "20161226181818000001"),
    ("pay_applydate", "2016-12-26 18:18:18"), ("pay_bankcode", "903"),
    ("pay_notifyurl", "http://m.example/server"), ("pay_callbackurl", "http://m.example/page"),
    ("pay_amount", "100"),
  ]

  /// Signs `hashed`, sends `changes` on top of the order, and names the rule that fits.
  private func rule(
    changing changes: [String: String], hashed: [String: String?], joint: String = "=",
    lower: Bool = false
  ) throws -> String? {
    let spec = try #require(GatewaySpec.payIndex.message(.order))
    let documented = try #require(spec.signing)
    let key = Secret(Array("t4ig5acnpx4fet4zapshjacjd9o4bhbi".utf8))
    var sent = FieldList(Self.order.map { Field($0, changes[$0] ?? $1) })
    let pairs = Self.order.compactMap { name, value -> (String, String)? in
      if let replacement = hashed[name] { return replacement.map { (name, $0) } }
      return (name, changes[name] ?? value)
    }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    let text =
      pairs.map { $0 + joint + $1 }.joined(separator: "&") + "&key=t4ig5acnpx4fet4zapshjacjd9o4bhbi"
    let digest = Signer.digest(of: Array(text.utf8), .md5, key: [])
    sent.append("pay_md5sign", String(decoding: Hex.encode(digest, upper: !lower), as: UTF8.self))
    switch Verifier.check(sent, message: spec, rule: documented, key: key).verdict {
    case .valid: return "document"
    case .validBy(let tolerance): return tolerance.name
    default: return nil
    }
  }

  @Test func theMerchantNumberPassesIntval() throws {
    for sent in ["010002", "10002abc", " 10002", "+10002", "10002.7"] {
      #expect(
        try rule(changing: ["pay_memberid": sent], hashed: ["pay_memberid": "10002"])
          == "html-escaped")
    }
    #expect(
      try rule(changing: ["pay_memberid": "abc"], hashed: ["pay_memberid": nil]) == "html-escaped")
  }

  @Test(arguments: [
    ("<b>903</b>", "903"), ("a\"b", "a&quot;b"), ("a<b>c&d", "ac&amp;d"), ("1 < 2", "1 &lt; 2"),
    ("a>b", "a&gt;b"),
  ])
  func valuesPassTheHTMLFilter(sent: String, hashed: String) throws {
    #expect(
      try rule(changing: ["pay_bankcode": sent], hashed: ["pay_bankcode": hashed]) == "html-escaped"
    )
  }

  @Test(arguments: ["pay_orderid", "pay_amount", "pay_bankcode"])
  func aLoneZeroIsLeftOut(name: String) throws {
    #expect(try rule(changing: [name: "0"], hashed: [name: nil]) == "html-escaped")
    #expect(try rule(changing: [name: "0"], hashed: [:]) == "document")
    #expect(try rule(changing: [name: "0.00"], hashed: [:]) == "document")
    #expect(try rule(changing: [name: "0.00"], hashed: [name: nil]) == nil)
  }

  @Test func theOldestGenerationWritesArrows() throws {
    #expect(try rule(changing: [:], hashed: [:], joint: "=>") == "arrow-pairs")
    #expect(try rule(changing: ["pay_callbackurl": ""], hashed: [:], joint: "=>") == "arrow-pairs")
  }

  @Test func oneForkSignsEmptyValues() throws {
    #expect(try rule(changing: ["pay_callbackurl": ""], hashed: [:]) == "empties-signed")
  }

  @Test func lowerCaseIsRefused() throws {
    #expect(try rule(changing: [:], hashed: [:], lower: true) == nil)
  }

  @Test func nobodyTrimsOrReformats() throws {
    #expect(try rule(changing: ["pay_amount": "100.00"], hashed: ["pay_amount": "100"]) == nil)
    #expect(try rule(changing: ["pay_orderid": " 1"], hashed: ["pay_orderid": "1"]) == nil)
    #expect(
      try rule(
        changing: ["pay_notifyurl": "http://m/?a=%41"], hashed: ["pay_notifyurl": "http://m/?a=A"])
        == nil)
  }

  // MARK: XxPay

  @Test(arguments: [
    (#"{"a":1E2}"#, "a=1E+2"), (#"{"a":1e-7}"#, "a=1E-7"), (#"{"a":0.0000001}"#, "a=1E-7"),
    (#"{"a":0.000001}"#, "a=0.000001"), (#"{"a":100.0}"#, "a=100.0"), (#"{"a":-0.0}"#, "a=0.0"),
    (#"{"a":12345678901234567890}"#, "a=12345678901234567890"), (#"{"a":-7}"#, "a=-7"),
    (#"{"a":1.10}"#, "a=1.10"), (#"{"a":1.5E3}"#, "a=1.5E+3"), (#"{"a":true,"b":null}"#, "a=true"),
    (#"{"a":null}"#, ""), (#"{"a":" "}"#, "a= "), (#"{"a":"null"}"#, "a=null"),
  ])
  func numbersAreWrittenAsJavaDoes(json: String, pairs: String) throws {
    let text = try Plain.text(json, Rules.xxpay)
    #expect(text == (pairs.isEmpty ? "key=K" : pairs + "&key=K"))
  }

  @Test(arguments: [
    (#"{"p":{"b":null,"a":"x"}}"#, #"p={"a":"x"}"#),
    (#"{"p":{"z":1,"Z":2,"_":3}}"#, #"p={"Z":2,"_":3,"z":1}"#),
    (#"{"p":{"u":"http:\/\/m\/中"}}"#, #"p={"u":"http://m/中"}"#),
    (#"{"p":{"u":"\u4e2d\n\"\\"}}"#, #"p={"u":"中\n\"\\"}"#), (#"{"p":[]}"#, "p=[]"),
    (#"{"p":[ {"b":null} , [] , null ]}"#, "p=[{},[],null]"),
    (#"{"p":{"n":1e2,"m":1.00}}"#, #"p={"m":1.00,"n":1E+2}"#),
    (#"{"p":"{\"b\":1, \"a\":2}"}"#, #"p={"b":1, "a":2}"#),
  ])
  func nestedObjectsAreWrittenAsFastjsonDoes(json: String, pairs: String) throws {
    #expect(try Plain.text(json, Rules.xxpay) == pairs + "&key=K")
  }

  @Test func sisterFunctionsAreRules() throws {
    let json = #"{"b":"2","a":"1","C":"3","sign":"S"}"#
    let noKeyName = Rules.xxpay.with {
      $0.key = .appended("&")
      $0.letterCase = .lower
    }
    #expect(try Plain.text(json, noKeyName.with { $0.key = .appended("") }) == "a=1&b=2&C=3K")
    let sign = try Plain.sign(json, noKeyName)
    #expect(sign == sign.lowercased())
    #expect(try Plain.text(json, Rules.xxpayArrow) == "a=>1&b=>2&C=>3&key=K")
    #expect(try Plain.text(json, Rules.xxpay.with { $0.order = .asGiven }) == "b=2&a=1&C=3&key=K")
    #expect(try Plain.sign(json, Rules.xxpay.with { $0.digest = .sha1 }).utf8.count == 40)
    #expect(try Plain.text(json, Rules.xxpay, key: "one" + "two").hasSuffix("&key=onetwo"))
    let long = String(repeating: "密", count: 1_000)
    #expect(try Plain.text(json, Rules.xxpay, key: long).hasSuffix("&key=" + long))
  }

  // MARK: Others

  /// GroupPay: the key stands in its place in the alphabet.
  @Test func theKeyCanStandInTheAlphabet() throws {
    let rule = SigningRule(.allExcept(["Sig"])).with {
      $0.key = .sorted("Key")
      $0.order = .namesIgnoringCase
    }
    let json = #"{"MerchantReferenceNumber":"M","Amount":"100","CallBackUrl":"u"}"#
    #expect(
      try Plain.text(json, rule) == "Amount=100&CallBackUrl=u&Key=K&MerchantReferenceNumber=M")
  }

  /// V免签: values in a fixed order, the key behind, nothing between.
  @Test func valuesCanBeGluedInAFixedOrder() throws {
    let rule = SigningRule(.listed(["payId", "param", "type", "price"])).with {
      $0.order = .asGiven
      $0.empties = .kept
      $0.includesNames = false
      $0.pairSeparator = ""
      $0.key = .appended("")
      $0.letterCase = .lower
    }
    #expect(try Plain.text(#"{"price":"1.00","type":"1","payId":"P"}"#, rule) == "P11.00K")
  }

  /// 易支付: no `&key=`.
  @Test func theKeyCanFollowAtOnce() throws {
    let rule = SigningRule(.allExcept(["sign", "sign_type"])).with {
      $0.key = .appended("")
      $0.letterCase = .lower
    }
    let json = #"{"money":"1.00","pid":"1","sign_type":"MD5","sign":"x","name":"","type":"0"}"#
    #expect(try Plain.text(json, rule) == "money=1.00&pid=1&type=0K")
  }
}
