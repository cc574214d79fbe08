import Diagnosis
import Gateways
import PaymentValues
import Testing
import WireFormat

/// A signature made by public code of a gateway's family, and what is wrong with it.
struct DiagnosisVector: Sendable, CustomStringConvertible {
  let id: String
  let gateway: GatewaySpec
  let kind: MessageKind
  let json: String
  let key: String
  let sign: String
  let code: DiagnosisCode
  var otherKeys: [DiagnosisContext.NamedKey] = []

  var description: String { id }
}

@Suite struct VectorTests {
  private static let merchantKey = "M3rchantKey0123456789abcdefABCDEF"
  private static let lianheKey = "4c4f4dee11eb2a6b8c9d97c67942ed64bc6f25d42a1ef8b80f74a530035b4542"
  private static let thinkKey = "t4ig5acnpx4fet4zapshjacjd9o4bhbi"

  private static func payCenter(
    _ id: String, _ json: String, _ sign: String, _ code: DiagnosisCode,
    _ otherKeys: [DiagnosisContext.NamedKey] = []
  ) -> DiagnosisVector {
    DiagnosisVector(
      id: id, gateway: .payCenter, kind: .order, json: json, key: merchantKey, sign: sign,
      code: code, otherKeys: otherKeys)
  }

  private static func lianhe(
    _ id: String, _ change: String, _ sign: String, _ code: DiagnosisCode
  ) -> DiagnosisVector {
    DiagnosisVector(
      id: id, gateway: .lianhe, kind: .order,
      json: #"{"appKey":"woKL_S7BS0aorZiIsrZD9Q","mrn":"20210123000001","channelId":3,"#
        + #""returnUrl":"https://m.example/return","callbackUrl":"https://m.example/callback","#
        + change + "}",
      key: lianheKey, sign: sign, code: code)
  }

  /// Data from `vectors/` of the protocol notes; `tp-cb-06` and `lhx-php-05` with the amount of
  /// the message respelled, as those notes describe the mistake.
  private static let vectors = [
    DiagnosisVector(
      id: "tp-req-05", gateway: .payIndex, kind: .order,
      json: #"{"pay_memberid":"10002","pay_orderid":"20161226181818000001","#
        + #""pay_applydate":"2016-12-26 18:18:18","pay_bankcode":"903","pay_amount":"100","#
        + #""pay_notifyurl":"http://m.example/notify?a=1&b=2","#
        + #""pay_callbackurl":"http://www.yourdomain.com/demo/page.php"}"#,
      key: thinkKey, sign: "60F1BFC80E0EC1119859A15EDD1767A2", code: .htmlEscaped),
    DiagnosisVector(
      id: "demo-cb-02", gateway: .payIndex, kind: .orderCallback,
      json: #"{"memberid":"10002","orderid":"20161226181818000001","amount":"100.0000","#
        + #""datetime":"20161226182000","transaction_id":"20161226181819575410","#
        + #""returncode":"00","true_amount":"100.01"}"#,
      key: thinkKey, sign: "7AC568C1D7C6D23680E6B0DD7F37EBC1", code: .fieldLeftOut),
    DiagnosisVector(
      id: "tp-cb-06", gateway: .payIndex, kind: .orderCallback,
      json: #"{"memberid":"10002","orderid":"20161226181818000001","amount":"100.0000","#
        + #""datetime":"20161226182000","transaction_id":"20161226181819575410","#
        + #""returncode":"00","attach":"1234|456"}"#,
      key: thinkKey, sign: "CBFA4EAB5ED0EB82F0E440F00DCBC15E", code: .numberText),
    payCenter(
      "xx-009", #"{"Zeta":"1","alpha":"2","Beta":"3","_under":"4","gamma":"5","Delta":"6"}"#,
      "0AA9412192DA5207AA89B4D1DB72CCD3", .orderPairsIgnoringCase),
    payCenter(
      "xx-011", #"{"param":"p","param1":"p1","param2":"p2","param10":"p10"}"#,
      "B7223C4EBE083157ED18B5B69826BE13", .orderPairsIgnoringCase),
    payCenter(
      "xx-013", #"{"k":"b","K":"a","m":"1","M":"2"}"#, "DA22B5F91E1CFC03F8743147B55E1D79",
      .orderPairsIgnoringCase),
    payCenter(
      "xx-017", #"{"retCode":"SUCCESS","payParams":{"b":{"y":1,"x":2},"a":[3,2,{"k":"v"}]}}"#,
      "3CC70084917124DA01FCCB68F2D95901", .nestedSorted),
    payCenter(
      "xx-num-04", #"{"amount":1e2,"mchId":1}"#, "0FE6B8E0D7388EC723BB72053FC81F13",
      .numberExponent),
    payCenter(
      "xx-046",
      #"{"mchId":20001222,"appId":"0ae8be35ff634e2abe94f5f32f6d5c4f","productId":8000,"#
        + #""mchOrderNo":"20160427210604000490","currency":"cny","amount":100,"#
        + #""clientIp":"210.73.10.148","device":"ios10.3.1","#
        + #""returnUrl":"http://domain/return.htm","notifyUrl":"http://domain/notify.htm","#
        + #""subject":"test goods","body":"test goods body","#
        + #""sign":"C380BEC2BFD727A4B6845133519F3AD6"}"#,
      "880CF33A28DF99124D22A9C6BCA7473F", .signatureLeftIn),
    payCenter(
      "xx-key-twopart", #"{"mchId":"1","amount":"100"}"#, "8130F4EEB8601091568F2D7676AEDDFE",
      .keyTwoParts, [.init("verification key", Secret(Array("%V3rify^Key".utf8)))]),
    payCenter(
      "xx-custkey-01", #"{"b":"2","a":"1","C":"3"}"#, "510BC94FC2A28991EE9BF8102EACD0FC",
      .keyNamed),
    payCenter(
      "xx-048",
      #"{"retCode":"SUCCESS","payParams":{"sdk":{"timeStamp":"1","nonceStr":"2","package":"3","#
        + #""signType":"MD5","appId":"4","paySign":"5"},"payMethod":"sdkJump"}}"#,
      "6F36BBDAE9CD46CEC95B75CC81792AC1", .nestedSorted),
    lianhe(
      "lhx-php-03", #""amount":"100.00","sourceIp":"1.2.3.4""#, "ef15215053b814c0565b2cd277be491a",
      .unsignedFieldSigned),
    lianhe("lhx-php-05", #""amount":"100.00""#, "15a21598e5736357c05fbbf86eadedfe", .numberText),
    DiagnosisVector(
      id: "lhx-java-04", gateway: .lianhe, kind: .order,
      json: #"{"amount":100,"appKey":"woKL_S7BS0aorZiIsrZD9Q","#
        + #""callbackUrl":"https://your-call-back-url","channelId":3,"#
        + #""mrn":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","returnUrl":null}"#,
      key: lianheKey, sign: "816c5ed940a71f46db9fd8a4d0428862", code: .nullAsWord),
  ]

  @Test(arguments: vectors)
  func signaturesOfPublicCodeAreExplained(_ vector: DiagnosisVector) throws {
    let message = try #require(vector.gateway.message(vector.kind))
    let diagnosis = SignatureDiagnosis.explain(
      fields: try JSONScanner.object(Array(vector.json.utf8)), message: message,
      gateway: vector.gateway, key: Secret(Array(vector.key.utf8)),
      given: Array(vector.sign.utf8), context: DiagnosisContext(otherKeys: vector.otherKeys))
    #expect(
      diagnosis.explanations.contains { $0.causes.contains { $0.code == vector.code } },
      "found \(diagnosis.explanations.map(\.code)) after \(diagnosis.searched)")
  }
}
