import ByteText
import Diagnosis
import Digests
import Gateways
import PaymentValues
import WireFormat

/// Mistakes in values, characters, digests and rules.
enum ValueCases {
  static let all = (values + charsets + numbers + nested + digests + edits + rules).compactMap {
    $0
  }

  private static let values: [Case?] = [
    Case(.percentEncoded, .payCenterCallback) {
      $0.map { String(decoding: PercentCoding.encode(Array($0.utf8), style: .form), as: UTF8.self) }
    },
    Case(.percentEncoded, .lianheOrder) {
      $0["callbackUrl"] = "https%3A%2F%2Fshop.example%2Fcallback"
    },
    Case(.percentDecoded, .payCenterCallback) { $0["param2"] = "a b c&d=e f\n" },
    Case(.plusForSpace, .payCenterOrder) { $0["subject"] = "测试+商品+a+b" },
    Case(.plusForSpace, .payCenterOrder) { $0["subject"] = "测试 商品 a b" },
    Case(.plusForSpace, Sample.payCenterOrder?.with("subject", "a b c")) {
      $0["subject"] = "a b+c"
    },
    Case(.valueCut, .payIndexOrder) { $0["pay_notifyurl"] = "http://shop.example/notify?a=1" },
    Case(.valueCut, .payIndexOrder) { $0["pay_notifyurl"] = "http://shop.example/notify?a" },
    Case(.valueCut, .payCenterOrder) { $0["appId"] = "0ae8be35ff634e2abe94" },
    Case(.htmlEscaped, .payIndexOrder) {
      $0["pay_notifyurl"] = "http://shop.example/notify?a=1&amp;b=2"
    },
    Case(.htmlUnescaped, Sample.payCenterOrder?.with("body", "a &amp; b")) { $0["body"] = "a & b" },
    Case(.tagsStripped, .payCenterOrder) { $0["body"] = "茶 & 100%" },
    Case(.slashesEscaped, .payCenterOrder) {
      $0.map {
        $0.split(separator: "/", omittingEmptySubsequences: false).joined(separator: #"\/"#)
      }
    },
    Case(.unicodeEscaped, .payCenterCallback) {
      $0["param1"] = #"\u4f1a\u5458;\u5f20\u4e09;1234"#
    },
    Case(.hexEscaped, .payCenterCallback) {
      $0["param1"] = #"\xE4\xBC\x9A\xE5\x91\x98;\xE5\xBC\xA0\xE4\xB8\x89;1234"#
    },
    Case(.valuesTrimmed, .payCenterCallback) { $0["param2"] = "a b+c&d=e%20f" },
    Case(.lineEnds, .payCenterCallback) { $0["param2"] = "a b+c&d=e%20f\r\n" },
    Case(.trailingNewline, .lianheOrder) { $0.back += "\r\n" },
    Case(.booleanText, booleans) { $0["executeNotify"] = "True" },
    Case(.booleanText, booleans) { $0["executeNotify"] = "1" },
    Case(.booleanText, booleans?.with("executeNotify", .boolean(false))) {
      $0["executeNotify"] = "0"
    },
    Case(.booleanText, booleans?.with("executeNotify", .boolean(false))) {
      $0["executeNotify"] = ""
    },
  ]

  private static let booleans = Sample(
    .payCenter, .query, [("mchId", "20001222"), ("appId", "a1"), ("mchOrderNo", "n1")],
    key: "M3rchantKey0123456789")?.with("executeNotify", .boolean(true))

  private static func converted(_ code: DiagnosisCode, _ change: (Bytes) -> Bytes?) -> Case? {
    guard let sample = Sample.payCenterOrder, let bytes = change(sample.text().bytes) else {
      return nil
    }
    let digest = Hex.encode(Insecure.MD5.digest(bytes), upper: true)
    return Case(code, sample, sign: String(decoding: digest, as: UTF8.self))
  }

  private static let charsets: [Case?] = [
    converted(.charsetGB18030) { try? TextEncoding.fromUTF8($0, to: .gb18030) },
    converted(.charsetUTF16) { try? TextEncoding.fromUTF8($0, to: .utf16LittleEndian) },
    converted(.charsetUTF16) { try? TextEncoding.fromUTF8($0, to: .utf16BigEndian) },
    converted(.charsetLatin1) { bytes in
      bytes.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
    },
    Case(
      .charsetUTF8,
      (try? TextEncoding.fromUTF8(Array("张三".utf8), to: .gb18030)).flatMap {
        Sample.payCenterOrder?.with("subject", .text($0))
      }
    ) { $0["subject"] = "张三" },
  ]

  private static let numbers: [Case?] = [
    Case(.numberText, .lianheOrder) { $0["amount"] = "100" },
    Case(.numberText, .lianheOrder) { $0["amount"] = "100.0" },
    Case(.numberText, .payIndexCallback) { $0["amount"] = "100.00" },
    Case(.numberText, .payCenterOrder) { $0["amount"] = "10000.00" },
    Case(.numberExponent, .lianheOrder) { $0["amount"] = "1E2" },
    Case(.numberFloat, Sample.payCenterOrder?.with("amount", "1999")) {
      $0["amount"] = "1998.9999999999998"
    },
    Case(
      .numberFloat, Sample.payCenterOrder?.with("amount", .number(Array("1998.9999999999998".utf8)))
    ) {
      $0["amount"] = "1999"
    },
    Case(.fenForYuan, .payIndexOrder) { $0["pay_amount"] = "19990" },
    Case(.yuanForFen, .payCenterOrder) { $0["amount"] = "100.00" },
  ]

  private static let nested: [Case?] = [
    Case(.nestedCompact, .payCenterAnswer) {
      $0["payParams"] = #"{"payUrl":"http://h/pay?a=1","payMethod":"formJump","名":"茶"}"#
    },
    Case(.nestedSorted, .payCenterAnswer) {
      $0["payParams"] = #"{"payMethod":"formJump","payUrl":"http://h/pay?a=1","名":"茶"}"#
    },
    Case(.nestedJSONEncode, .payCenterAnswer) {
      $0["payParams"] =
        #"{"payUrl":"http:\/\/h\/pay?a=1","payMethod":"formJump","\u540d":"\u8336"}"#
    },
    Case(.nestedSpaced, .payCenterAnswer) {
      $0["payParams"] = #"{"payUrl": "http://h/pay?a=1", "payMethod": "formJump", "名": "茶"}"#
    },
  ]

  private static func digest(
    _ code: DiagnosisCode, _ sample: Sample?, _ make: (MerchantText) -> String
  ) -> Case? {
    sample.map { Case(code, $0, sign: make($0.text())) }
  }

  private static let digests: [Case?] =
    [Sample.payIndexOrder, .lianheOrder, .wessyunOrder].map { sample in
      digest(.letterCase, sample) { text in
        var text = text
        text.upper.toggle()
        return text.sign()
      }
    }
    + Sample.all.flatMap { sample -> [Case?] in
      let key = Array(sample.key.utf8)
      return [
        digest(.digestTruncated, sample) { String($0.sign().dropFirst(8).prefix(16)) },
        digest(.digestTruncated, sample) { String($0.sign().prefix(24)) },
        digest(.digestSpaced, sample) { text in
          let sign = text.sign()
          return String(sign.prefix(8)) + " " + String(sign.dropFirst(8)) + "\n"
        },
        digest(.digestBase64, sample) {
          String(decoding: Base64.encode(Insecure.MD5.digest($0.bytes)), as: UTF8.self)
        },
        digest(.digestDoubleMD5, sample) { text in
          let once = Hex.encode(Insecure.MD5.digest(text.bytes), upper: text.upper)
          return text.sign { _ in Insecure.MD5.digest(once) }
        },
        digest(.digestHMACMD5, sample) { text in
          text.sign { HMAC<Insecure.MD5>.code($0, key: key) }
        },
        digest(.digestSHA1, sample) { $0.sign { Insecure.SHA1.digest($0) } },
        digest(.digestHMACSHA1, sample) { text in
          text.sign { HMAC<Insecure.SHA1>.code($0, key: key) }
        },
        digest(.digestSHA256, sample) { $0.sign { SHA256.digest($0) } },
        digest(.digestHMACSHA256, sample) { text in
          var text = text
          text.back = ""
          return text.sign { HMAC<SHA256>.code($0, key: key) }
        },
      ]
    }

  private static let edits: [Case?] = [
    Case(.amountChanged, .payIndexOrder) { $0["pay_amount"] = "199.89" },
    Case(.amountChanged, .payIndexOrder) { $0["pay_amount"] = "1" },
    Case(.amountChanged, .payCenterOrder) { $0["amount"] = "10001" },
    Case(.statusChanged, .payCenterCallback) { $0["status"] = "1" },
    Case(.statusChanged, .payIndexCallback) { $0["returncode"] = "01" },
    Case(.timeZone, .payIndexOrder) { $0["pay_applydate"] = "2016-12-26 10:18:18" },
    Case(.timeUnit, .payCenterCallback) { $0["paySuccTime"] = "1505049094" },
    Case(.timeChanged, .payIndexOrder) { $0["pay_applydate"] = "2016-12-26 18:18:19" },
    Case(.timeFormat, .payIndexOrder) { $0["pay_applydate"] = "20161226181818" },
    Case(.valueChanged, .payCenterOrder) { $0["mchOrderNo"] = "2016042721060400049" },
    Case(.valueChanged, .lianheOrder) { $0["mrn"] = "20210123000001x" },
  ]

  private static let rules: [Case?] = [
    Case(.ruleOfOtherGateway, .payIndexOrder) { text in
      // The rule of pay-center over a message of pay-index: every field but sign.
      text.pairs = text.sample.fields.fields.filter { !$0.value.isEmpty }
        .map { ($0.displayName, $0.value.literal) }
      text.sort()
    }
  ]
}
