import ArgumentParsing

extension JSONShape {
  static let signature = JSONShape(
    "signature", Text("a signature and how it came about", zh: "签名及其由来"),
    [
      .gateway, .message,
      JSONMember("string_to_sign", .text, "what was hashed, the key masked", zh: "待签字符串（密钥已脱敏）"),
      JSONMember("sign", .text, "the signature", zh: "签名"),
      JSONMember("fields", .list(.object(.field)), "the fields", zh: "字段"),
    ])
}
