import Testing

@testable import WireFormat

@Suite struct JSONTextTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let raw: String
    let expected: String
    var testDescription: String { name }
    init(_ name: String, _ raw: String, _ expected: String) {
      self.name = name
      self.raw = raw
      self.expected = expected
    }
  }

  enum Rewrite: CaseIterable {
    case compact, sorted, compactSorted

    func apply(_ raw: Bytes) throws -> Bytes {
      switch self {
      case .compact: try JSONText.compact(raw)
      case .sorted: try JSONText.sorted(raw)
      case .compactSorted: try JSONText.compactSorted(raw)
      }
    }
  }

  /// What the gateway family's own classes hashed (fastjson 1.2.67, Java 17); the names are those
  /// of the recorded vectors.
  static let recorded = [
    Case(
      "xx-015",
      #"{"payUrl":"http://127.0.0.1:3020/api/qrcode/create_qrcode?params=https://qr.alipay.com/b"}"#,
      #"{"payUrl":"http://127.0.0.1:3020/api/qrcode/create_qrcode?params=https://qr.alipay.com/b"}"#
    ),
    Case(
      "xx-017", #"{"b":{"y":1,"x":2},"a":[3,2,{"k":"v"}]}"#,
      #"{"a":[3,2,{"k":"v"}],"b":{"x":2,"y":1}}"#),
    Case("xx-019", "{}", "{}"),
    Case(
      "xx-021", #"[1,"2",{"b":1,"a":2},null,true,1.0]"#, #"[1,"2",{"a":2,"b":1},null,true,1.0]"#),
    Case(
      "xx-048",
      #"{"sdk":{"timeStamp":"1","nonceStr":"2","package":"3","signType":"MD5","appId":"4","#
        + #""paySign":"5"},"payMethod":"sdkJump"}"#,
      #"{"payMethod":"sdkJump","sdk":{"timeStamp":"1","package":"3","paySign":"5","appId":"4","#
        + #""signType":"MD5","nonceStr":"2"}}"#),
    Case(
      "xx-ret-01", #"{"payUrl":"http://127.0.0.1/x?a=1&b=2","payMethod":"formJump"}"#,
      #"{"payMethod":"formJump","payUrl":"http://127.0.0.1/x?a=1&b=2"}"#),
  ]

  static let derived = [
    Case("spacesGo", " { \"b\" : [ 1 , 2 ] ,\n\"a\" : { } } ", #"{"a":{},"b":[1,2]}"#),
    Case(
      "nullsGoFromObjectsOnly", #"{"a":null,"b":[null],"c":{"d":null}}"#, #"{"b":[null],"c":{}}"#),
    Case("slashesAreNotEscaped", #"{"a":"x\/y"}"#, #"{"a":"x/y"}"#),
    Case("chineseIsNotEscaped", #"{"a":"\u4e2d\ud83d\ude00"}"#, #"{"a":"中😀"}"#),
    Case(
      "controlsAreEscaped", #"{"a":"\b\t\n\f\r\u000b\u001f\u0000\"\\"}"#,
      #"{"a":"\b\t\n\f\r\u000B\u001F\u0000\"\\"}"#),
    Case(
      "c1IsEscaped", #"{"a":"\u007f\u009f\u00a0\u2028"}"#, "{\"a\":\"\\u007F\\u009F\u{A0}\\u2028\"}"
    ),
    Case("namesAreEscaped", #"{"\u0022":1}"#, #"{"\"":1}"#),
    Case("numbersAreJavas", #"{"a":[1e2,-0,1e-7,100.00,1.0]}"#, #"{"a":[1E+2,0,1E-7,100.00,1.0]}"#),
    Case("caseSortsByByte", #"{"b":1,"B":2,"a":3,"_":4}"#, #"{"B":2,"_":4,"a":3,"b":1}"#),
    Case("namesSortByUTF16", "{\"\u{FF01}\":1,\"😀\":2}", "{\"😀\":2,\"\u{FF01}\":1}"),
  ]

  @Test(arguments: recorded + derived)
  func nestedValuesAreWrittenAsFastjsonDoes(_ row: Case) throws {
    #expect(try JSONText.compactSorted(bytes(row.raw)) == bytes(row.expected))
  }

  @Test func compactingKeepsEverythingButSpace() throws {
    let raw = "{ \"b\\u0061\" : [ 1e2 , \"x \\/ y\" , -0 ] ,\r\n\t\"a\":{ }, \"a\" : null }"
    #expect(
      try JSONText.compact(bytes(raw))
        == bytes(#"{"b\u0061":[1e2,"x \/ y",-0],"a":{},"a":null}"#))
  }

  @Test func sortingReachesEveryLevel() throws {
    let raw = #"{"b":{"y":1e2,"x":null},"\u0061":[{"d":1,"c":"\/"}]}"#
    #expect(
      try JSONText.sorted(bytes(raw))
        == bytes(#"{"\u0061":[{"c":"\/","d":1}],"b":{"x":null,"y":1e2}}"#))
  }

  @Test func duplicatesAreRefusedWhereOrderChanges() {
    let raw = bytes(#"{"a":{"b":1,"\u0062":2}}"#)
    for rewrite in [Rewrite.sorted, .compactSorted] {
      let error = #expect(throws: WireError.self) { try rewrite.apply(raw) }
      #expect(error?.code == "json_duplicate_name")
    }
  }

  @Test func anyTruncationIsRefused() {
    let raw = bytes(#"{"b":{"y":[1.5e3,"\u4e2d"],"x":null},"a":true}"#)
    for end in 0..<raw.count {
      for rewrite in Rewrite.allCases {
        #expect(throws: WireError.self) { try rewrite.apply(Array(raw[..<end])) }
      }
    }
  }

  @Test func rewritingTwiceChangesNothingMore() throws {
    for row in Self.recorded + Self.derived {
      for rewrite in [Rewrite.compact, .sorted] {
        let once = try rewrite.apply(bytes(row.raw))
        #expect(try rewrite.apply(once) == once)
      }
    }
  }
}
