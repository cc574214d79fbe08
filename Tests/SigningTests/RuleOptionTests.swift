import ByteText
import Gateways
import PaymentValues
import Signing
import Testing
import WireFormat

/// Each option of a signing rule on its own.
@Suite struct RuleOptionTests {
  private let all = SigningRule(.allExcept(["sign"]))

  /// One value of every kind, empty and not.
  private let every = #"""
    {"a":"","b":"0","c":null,"d":false,"e":0,"f":"0.0","g":"00","h":" ","i":0.0,"j":[],"k":{},"l":true,"m":[0],"n":-0}
    """#

  @Test(arguments: [
    (
      SigningRule.Empties.dropped,
      "b=0&d=false&e=0&f=0.0&g=00&h= &i=0.0&j=[]&k={}&l=true&m=[0]&n=-0"
    ),
    (.droppedAsPHP, "f=0.0&g=00&h= &k={}&l=true&m=[0]"),
    (.kept, "a=&b=0&c=&d=false&e=0&f=0.0&g=00&h= &i=0.0&j=[]&k={}&l=true&m=[0]&n=-0"),
    (.nullDropped, "a=&b=0&d=false&e=0&f=0.0&g=00&h= &i=0.0&j=[]&k={}&l=true&m=[0]&n=-0"),
    (.nullAsWord, "a=&b=0&c=null&d=false&e=0&f=0.0&g=00&h= &i=0.0&j=[]&k={}&l=true&m=[0]&n=-0"),
  ])
  func emptyValues(empties: SigningRule.Empties, pairs: String) throws {
    let text = try Plain.text(every, all.with { $0.empties = empties })
    #expect(text == pairs + "&key=K")
  }

  @Test func onlyTheNamedFieldsAreLeftOut() throws {
    let json = #"{"sign":"S","Sign":"T","pay_md5sign":"U","a":"1"}"#
    #expect(try Plain.text(json, all) == "Sign=T&a=1&pay_md5sign=U&key=K")
    let two = SigningRule(.allExcept(["sign", "pay_md5sign"]))
    #expect(try Plain.text(json, two) == "Sign=T&a=1&key=K")
    #expect(
      try Plain.text(json, SigningRule(.allExcept([]))) == "Sign=T&a=1&pay_md5sign=U&sign=S&key=K")
  }

  @Test func aTemplateTakesItsNamesInItsOrder() throws {
    let listed = SigningRule(.listed(["b", "a", "z"])).with { $0.order = .asGiven }
    let json = #"{"a":"1","b":"2","c":"3"}"#
    #expect(try Plain.text(json, listed) == "b=2&a=1&key=K")
    #expect(try Plain.text(json, listed.with { $0.empties = .kept }) == "b=2&a=1&z=&key=K")
    #expect(
      try Plain.text(json, listed.with { $0.empties = .nullAsWord }) == "b=2&a=1&z=null&key=K")
    #expect(try Plain.text(json, listed.with { $0.order = .nameBytes }) == "a=1&b=2&key=K")
  }

  @Test func markedRowsAreSignedUnderEverySpelling() throws {
    let message = MessageSpec(
      .order, source: "test",
      fields: [
        FieldSpec("a", "", .required, signed: true, aliases: ["A"]),
        FieldSpec("b", "", .required, signed: false),
        FieldSpec("c", "", .required),
        FieldSpec("d", "", .required, signed: true, parent: "c"),
        FieldSpec("e", "", .required, signed: true),
      ])
    let fields = FieldList([Field("A", "1"), Field("b", "2"), Field("c", "3"), Field("d", "4")])
    func text(_ rule: SigningRule) -> String {
      String(
        decoding: StringToSign(fields, message: message, rule: rule).bytes(key: [0x4B]),
        as: UTF8.self)
    }
    #expect(text(SigningRule(.marked)) == "A=1&key=K")
    #expect(text(SigningRule(.marked).with { $0.empties = .kept }) == "A=1&e=&key=K")
    #expect(text(SigningRule(.marked).with { $0.empties = .nullDropped }) == "A=1&key=K")
  }

  @Test func theLastOfADoubledNameCounts() {
    let fields = FieldList([Field("a", "1"), Field("b", "2"), Field("a", "3")])
    #expect(Plain.text(fields, all) == "a=3&b=2&key=K")
    #expect(Plain.text(fields, SigningRule(.listed(["a"]))) == "a=3&key=K")
  }

  private let names =
    #"{"Zeta":"1","alpha":"3","Beta":"2","_under":"4","k":"b","K":"a","param":"p","param1":"q"}"#

  @Test(arguments: [
    (SigningRule.Order.nameBytes, "Beta=2&K=a&Zeta=1&_under=4&alpha=3&k=b&param=p&param1=q"),
    (.namesIgnoringCase, "_under=4&alpha=3&Beta=2&k=b&K=a&param=p&param1=q&Zeta=1"),
    (.pairsIgnoringCase, "_under=4&alpha=3&Beta=2&K=a&k=b&param1=q&param=p&Zeta=1"),
    (.valueBytes, "Zeta=1&Beta=2&alpha=3&_under=4&K=a&k=b&param=p&param1=q"),
    (.asGiven, "Zeta=1&alpha=3&Beta=2&_under=4&k=b&K=a&param=p&param1=q"),
  ])
  func order(order: SigningRule.Order, pairs: String) throws {
    #expect(try Plain.text(names, all.with { $0.order = order }) == pairs + "&key=K")
  }

  /// UTF-16 sorts U+FF21 behind a surrogate pair, UTF-8 before it; canonical equivalence sorts nothing.
  @Test func orderIsOneOfCodesAndNotOfLanguages() throws {
    let json = #"{"\uff21":"1","\ud83d\ude00":"2","\u00e9":"3","e\u0301":"4"}"#
    let bytes = try Plain.text(json, all)
    #expect(bytes == "e\u{301}=4&\u{e9}=3&\u{ff21}=1&\u{1f600}=2&key=K")
    let java = try Plain.text(json, all.with { $0.order = .pairsIgnoringCase })
    #expect(java == "e\u{301}=4&\u{e9}=3&\u{1f600}=2&\u{ff21}=1&key=K")
  }

  @Test func separatorsAndNames() throws {
    let json = #"{"b":"2","a":"1"}"#
    #expect(try Plain.text(json, all.with { $0.nameValueSeparator = "=>" }) == "a=>1&b=>2&key=K")
    #expect(try Plain.text(json, all.with { $0.pairSeparator = "|" }) == "a=1|b=2&key=K")
    let glued = all.with {
      $0.pairSeparator = ""
      $0.nameValueSeparator = ""
      $0.key = .appended("")
    }
    #expect(try Plain.text(json, glued) == "a1b2K")
    #expect(try Plain.text(json, glued.with { $0.includesNames = false }) == "12K")
  }

  @Test(arguments: [
    (SigningRule.KeyPlacement.appended("&key="), "a=1&z=2&key=K"), (.appended(""), "a=1&z=2K"),
    (.appended("&appSecret="), "a=1&z=2&appSecret=K"), (.prepended("&"), "K&a=1&z=2"),
    (.prepended(""), "Ka=1&z=2"), (.surrounding(before: "&", after: "&"), "K&a=1&z=2&K"),
    (.sorted("key"), "a=1&key=K&z=2"), (.sorted("zz"), "a=1&z=2&zz=K"), (.outside, "a=1&z=2"),
  ])
  func keyPlacement(placement: SigningRule.KeyPlacement, text: String) throws {
    #expect(try Plain.text(#"{"z":"2","a":"1"}"#, all.with { $0.key = placement }) == text)
  }

  @Test func withNothingToSignOnlyTheKeyRemains() throws {
    #expect(try Plain.text(#"{"a":""}"#, all) == "key=K")
    #expect(try Plain.text("{}", all.with { $0.key = .appended("") }) == "K")
    #expect(try Plain.text("{}", all.with { $0.key = .outside }) == "")
  }

  @Test(arguments: [
    (SigningRule.Digest.md5, "f9ce2d3f9ea2dea3b1a5a1e2ee0c05a8".count, true), (.sha1, 40, true),
    (.sha256, 64, true), (.hmacMD5, 32, true), (.hmacSHA256, 64, true),
  ])
  func digestsHaveTheirLengthAndCase(digest: SigningRule.Digest, count: Int, _: Bool) throws {
    let rule = all.with { $0.digest = digest }
    let upper = try Plain.sign(#"{"a":"1"}"#, rule)
    let lower = try Plain.sign(#"{"a":"1"}"#, rule.with { $0.letterCase = .lower })
    #expect(upper.utf8.count == count)
    #expect(upper == upper.uppercased())
    #expect(upper.lowercased() == lower)
  }

  /// The example of RFC 4231, 4.3, and of RFC 2202, 2.
  @Test func keyedDigestsAreTheStandards() {
    let key = Array("Jefe".utf8)
    let text = Array("what do ya want for nothing?".utf8)
    func hex(_ digest: SigningRule.Digest) -> String {
      String(
        decoding: Hex.encode(Signer.digest(of: text, digest, key: key), upper: false), as: UTF8.self
      )
    }
    #expect(hex(.hmacSHA256) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(hex(.hmacMD5) == "750c783e6ab0b503eaa86e310a5db738")
  }

  @Test(arguments: [
    (SigningRule.Transform.htmlEscaped, #"a&b<c>d"e'f"#, "a&amp;b&lt;c&gt;d&quot;e&#039;f"),
    (.tagsStripped, "<b>10</b>0", "100"), (.tagsStripped, "a < b", "a < b"),
    (.tagsStripped, "a<b", "a"), (.tagsStripped, "a<", "a"), (.tagsStripped, "a>b", "a>b"),
    (.tagsStripped, "<b<i>x>y", "y"), (.tagsStripped, #"<a t=">">x</a>"#, "x"),
    (.tagsStripped, "<a < b>c>", "c>"),
    (.percentEncoded, "a b+c/中", "a+b%2Bc%2F%E4%B8%AD"),
    (.percentDecoded, "a+b%2Bc%zz", "a b+c%zz"),
    (.twoDecimals, "100", "100.00"), (.twoDecimals, "99.5", "99.50"),
    (.twoDecimals, "0.005", "0.01"),
    (.twoDecimals, "0.004", "0.00"), (.twoDecimals, "99.995", "100.00"),
    (.twoDecimals, "-1.5", "-1.50"),
    (.twoDecimals, "abc", "abc"), (.twoDecimals, "1e2", "1e2"), (.twoDecimals, "1.", "1.00"),
    (.twoDecimals, ".5", ".5"),
    (.integerPart, "010002abc", "10002"), (.integerPart, "-5.9", "-5"), (.integerPart, "abc", "0"),
    (.integerPart, " \n12", "12"), (.integerPart, "+7", "7"), (.integerPart, "000", "0"),
    (.integerPart, "-0", "0"),
    (.trimmed, " \t a b \r\n", "a b"),
  ])
  func transforms(transform: SigningRule.Transform, value: String, hashed: String) {
    let fields = FieldList([Field("v", value), Field("w", "x")])
    let rule = all.with { $0.fieldTransforms = [.init("v", transform)] }
    #expect(Plain.text(fields, rule) == "v=\(hashed)&w=x&key=K")
  }

  @Test func chineseCanBeHashedAsGB18030() {
    let rule = all.with { $0.transforms = [.gb18030] }
    let text = StringToSign(FieldList([Field("v", "中文")]), message: Plain.message, rule: rule)
    #expect(text.pairs[0].value == [0xD6, 0xD0, 0xCE, 0xC4])
  }

  @Test func transformsRunInTheirOrder() {
    let fields = FieldList([Field("v", "<b>a&b</b>")])
    let stripped = all.with { $0.transforms = [.tagsStripped, .htmlEscaped] }
    #expect(Plain.text(fields, stripped) == "v=a&amp;b&key=K")
    let escaped = all.with { $0.transforms = [.htmlEscaped, .tagsStripped] }
    #expect(Plain.text(fields, escaped) == "v=&lt;b&gt;a&amp;b&lt;/b&gt;&key=K")
  }

  @Test func whatATransformEmptiesIsLeftOut() {
    let fields = FieldList([Field("u", "<b></b>"), Field("v", "abc"), Field("w", "x")])
    let rule = all.with {
      $0.empties = .droppedAsPHP
      $0.fieldTransforms = [.init("v", .integerPart)]
      $0.transforms = [.tagsStripped]
    }
    #expect(Plain.text(fields, rule) == "w=x&key=K")
    #expect(Plain.text(fields, rule.with { $0.empties = .kept }) == "u=&v=0&w=x&key=K")
  }

  @Test(arguments: [
    (SigningRule.Nested.raw, #"{ "b": {"y":1, "x": 2} , "a": null }"#),
    (.compact, #"{"b":{"y":1,"x":2},"a":null}"#), (.sorted, #"{"a":null,"b":{"x":2,"y":1}}"#),
    (.fastjson, #"{"b":{"x":2,"y":1}}"#),
  ])
  func nestedJSON(nested: SigningRule.Nested, text: String) throws {
    let json = #"{"p":{ "b": {"y":1, "x": 2} , "a": null },"q":"1"}"#
    #expect(try Plain.text(json, all.with { $0.nested = nested }) == "p=\(text)&q=1&key=K")
  }
}
