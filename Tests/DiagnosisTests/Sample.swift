import Diagnosis
import Gateways
import PaymentValues
import WireFormat

/// A message of one of the gateways, as its document has it.
struct Sample: Sendable, CustomStringConvertible {
  let gateway: GatewaySpec
  let message: MessageSpec
  var fields: FieldList
  let key: String

  var description: String { "\(gateway.id) \(message.kind.rawValue)" }

  init?(_ gateway: GatewaySpec, _ kind: MessageKind, _ fields: [(String, String)], key: String) {
    guard let message = gateway.message(kind) else { return nil }
    self.gateway = gateway
    self.message = message
    self.fields = FieldList(fields.map { Field($0.0, $0.1) })
    self.key = key
  }

  /// The same message with a field changed or added.
  func with(_ name: String, _ value: FieldValue) -> Sample {
    var copy = self
    copy.fields.set(name, value)
    return copy
  }

  func with(_ name: String, _ text: String) -> Sample { with(name, .text(Array(text.utf8))) }

  /// What a merchant's correct code hashes: the pairs of the document's rule.
  func text(_ change: (inout MerchantText) -> Void = { _ in }) -> MerchantText {
    var text = MerchantText(sample: self)
    change(&text)
    return text
  }

  func explain(_ sign: String, _ context: DiagnosisContext = DiagnosisContext()) -> Diagnosis {
    SignatureDiagnosis.explain(
      fields: fields, message: message, gateway: gateway, key: Secret(Array(key.utf8)),
      given: Array(sign.utf8), context: context)
  }
}

extension Sample {
  static let payIndexOrder = Sample(
    .payIndex, .order,
    [
      ("pay_memberid", "10002"), ("pay_orderid", "20161226181818000001"),
      ("pay_applydate", "2016-12-26 18:18:18"), ("pay_bankcode", "903"),
      ("pay_notifyurl", "http://shop.example/notify?a=1&b=2"),
      ("pay_callbackurl", "http://shop.example/page"), ("pay_amount", "199.90"),
      ("pay_attach", "1234|456"), ("pay_productname", "茶叶"), ("pay_productnum", "0"),
      ("pay_productdesc", ""), ("pay_producturl", ""), ("type", "json"),
    ], key: "t4ig5acnpx4fet4zapshjacjd9o4bhbi")

  static let payIndexCallback = Sample(
    .payIndex, .orderCallback,
    [
      ("memberid", "10002"), ("orderid", "20161226181818000001"), ("amount", "100.0000"),
      ("true_amount", "99.9700"), ("transaction_id", "20161226181819575410"),
      ("datetime", "20161226182000"), ("returncode", "00"), ("attach", "1234|456"),
    ], key: "t4ig5acnpx4fet4zapshjacjd9o4bhbi")

  static let payCenterOrder = Sample(
    .payCenter, .order,
    [
      ("mchId", "20001222"), ("appId", "0ae8be35ff634e2abe94f5f32f6d5c4f"), ("productId", "8000"),
      ("mchOrderNo", "20160427210604000490"), ("currency", "cny"), ("amount", "10000"),
      ("clientIp", "210.73.10.148"), ("device", "ios10.3.1"),
      ("returnUrl", "http://shop.example/return"), ("notifyUrl", "http://shop.example/notify"),
      ("subject", "测试 商品 a+b"), ("body", "<b>茶</b> & 100%"), ("param1", ""), ("param2", "0"),
    ], key: "M3rchantKey0123456789abcdefABCDEF")

  static let payCenterCallback = Sample(
    .payCenter, .orderCallback,
    [
      ("payOrderId", "P20160427210604000490"), ("mchId", "20001222"),
      ("appId", "0ae8be35ff634e2abe94f5f32f6d5c4f"), ("productId", "8001"),
      ("mchOrderNo", "20160427210604000490"), ("amount", "100"), ("income", "98"),
      ("status", "2"), ("channelOrderNo", "wx2016081611532915ae15beab0167893571"),
      ("param1", "会员;张三;1234"), ("param2", "a b+c&d=e%20f\n"),
      ("paySuccTime", "1505049094262"), ("backType", "2"),
    ], key: "M3rchantKey0123456789abcdefABCDEF")

  static let payCenterAnswer: Sample? = {
    let sample = Sample(
      .payCenter, .orderAnswer,
      [("retCode", "SUCCESS"), ("retMsg", ""), ("payOrderId", "P01000020181013115051810")],
      key: "M3rchantKey0123456789abcdefABCDEF")
    return sample?.with(
      "payParams",
      .nested(
        Array(#"{"payUrl": "http://h/pay?a=1", "payMethod":"formJump","名":"茶"}"#.utf8)))
  }()

  static let lianheOrder = Sample(
    .lianhe, .order,
    [
      ("amount", "100.00"), ("appKey", "woKL_S7BS0aorZiIsrZD9Q"),
      ("callbackUrl", "https://shop.example/callback"), ("channelId", "3"),
      ("mrn", "20210123000001"), ("returnUrl", ""), ("payer", "张三"), ("sourceIp", "1.2.3.4"),
    ], key: "4c4f4dee11eb2a6b8c9d97c67942ed64bc6f25d42a1ef8b80f74a530035b4542")

  static let wessyunOrder: Sample? = {
    guard let sample = payIndexOrder else { return nil }
    return Sample(
      .wessyun, .order,
      sample.fields.fields.filter { $0.displayName != "type" }
        .map { ($0.displayName, $0.value.display) },
      key: "w4ig5acnpx4fet4zapshjacjd9o4bhbi")
  }()

  static let all = [
    payIndexOrder, payIndexCallback, payCenterOrder, payCenterCallback, payCenterAnswer,
    lianheOrder, wessyunOrder,
  ].compactMap { $0 }
}
