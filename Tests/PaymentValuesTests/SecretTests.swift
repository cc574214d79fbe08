import PaymentValues
import Testing

@Suite struct SecretTests {
  private static let text = "CANARY-4f9a-密钥-key"
  private let secret = Secret(Array(text.utf8))

  private struct Holder {
    var name = "shop1"
    var key: Secret
    var keys: [Secret]
    var optional: Secret?
  }

  @Test func noWayOfPrintingShowsTheKey() {
    let holder = Holder(key: secret, keys: [secret], optional: secret)
    var dumped = ""
    dump(holder, to: &dumped)
    dump(secret, to: &dumped)
    var printed = ""
    print(secret, holder, [secret], ["k": secret], Optional(secret) as Any, to: &printed)
    debugPrint(secret, holder, to: &printed)
    let texts = [
      "\(secret)", "\(holder)", String(describing: secret), String(reflecting: secret),
      String(describing: holder), String(reflecting: holder), dumped, printed,
      secret.description, secret.debugDescription,
    ]
    let decimal = Array(Self.text.utf8).prefix(4).map(String.init).joined(separator: ", ")
    for text in texts {
      #expect(text.contains(Secret.placeholder))
      #expect(!text.contains("CANARY"))
      #expect(!text.contains("4f9a"))
      #expect(!text.contains(decimal))
    }
  }

  @Test func aMirrorFindsNothing() {
    #expect(Mirror(reflecting: secret).children.isEmpty)
    #expect(Mirror(reflecting: secret).superclassMirror == nil)
  }

  @Test func theOneWayInGivesTheBytes() {
    #expect(secret.withBytes { $0 } == Array(Self.text.utf8))
  }

  @Test(arguments: [
    "", " ", "\n", "\t \r\n", "key", "KEY", "Key", "商户密钥", "密钥", "your_key", "YOUR-KEY", "yourkey",
    "merchantKey", "secret", "changeme", "xxxxxxxx", "XXXXXXXX", "test", "null", "undefined",
  ])
  func placeholdersProveNothing(text: String) {
    #expect(Secret(Array(text.utf8)).isPlaceholder)
  }

  @Test(arguments: ["a", "M3rchantKey0123456789abcdefABCDEF", "密钥KEY", "testtest", "keykey12"])
  func otherTextsAreKeys(text: String) {
    #expect(!Secret(Array(text.utf8)).isPlaceholder)
  }

  @Test func lessThanEightBytesAreShort() {
    #expect(Secret(Array("1234567".utf8)).isShort)
    #expect(!Secret(Array("12345678".utf8)).isShort)
    #expect(!Secret(Array("密钥密".utf8)).isShort)
  }

  @Test func redactionRemovesEveryOccurrence() {
    let text = "a\(Self.text)b\(Self.text)\(Self.text)"
    #expect(secret.redacted(from: text) == "a‹key›b‹key›‹key›")
    #expect(secret.redacted(from: "nothing here") == "nothing here")
    #expect(secret.redacted(from: "") == "")
    #expect(secret.redacted(from: Self.text) == Secret.placeholder)
    #expect(Secret([]).redacted(from: "abc") == "abc")
  }

  @Test func redactionIsExactToTheByte() {
    let key = Secret(Array("aaaa".utf8))
    #expect(key.redacted(from: "aaaaaaa") == "‹key›aaa")
    #expect(key.redacted(from: "aaa") == "aaa")
  }
}

@Suite struct MaskingTests {
  @Test(arguments: [
    ("6222000011116789", "***6789"), ("6789", "****"), ("1", "****"), ("", "****"),
    ("密钥账号一二三四", "***一二三四"),
  ])
  func anAccountShowsItsLastFour(text: String, shown: String) {
    #expect(Masking.account(text) == shown)
  }

  @Test(arguments: [("张三丰", "张**"), ("张三", "张*"), ("张", "张*"), ("", ""), ("Li Lei", "L*****")])
  func aNameShowsItsFirstCharacter(text: String, shown: String) {
    #expect(Masking.name(text) == shown)
  }

  @Test func theLengthOfAnAccountIsNotShown() {
    #expect(Masking.account("12345678901").count == Masking.account("1234567890123456789").count)
  }

  @Test(arguments: [("20001222", "20001222"), ("0ae8be35ff634e2abe94f5f32f6d5c4f", "0ae8be…")])
  func aLongIdentifierIsCut(text: String, shown: String) {
    #expect(Masking.identifier(text) == shown)
  }
}

@Suite struct StatusTests {
  @Test(arguments: Status.allCases)
  func onlyMovedMoneyIsPaid(status: Status) {
    #expect(status.isPaid == [.succeeded, .settled].contains(status))
    #expect(status.isFinal == [.succeeded, .settled, .failed].contains(status))
  }
}
