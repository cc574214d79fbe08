import Captures
import Testing
import WireFormat

@Suite struct DumpShapeTests {
  static let php = [
    CaptureCase(
      "print_r", "Array\n(\n    [memberid] => 10002\n    [amount] => 1.50\n)\n", .phpPrintR, plain),
    CaptureCase(
      "print_r, CRLF", "Array\r\n(\r\n    [memberid] => 10002\r\n    [amount] => 1.50\r\n)\r\n",
      .phpPrintR, plain, repairs: ["crlf"]),
    CaptureCase(
      "print_r, one line", "Array ( [memberid] => 10002 [amount] => 1.50 )", .phpPrintR, plain),
    CaptureCase(
      "print_r, no indent", "Array\n(\n[memberid] => 10002\n[amount] => 1.50\n)", .phpPrintR, plain),
    CaptureCase(
      "print_r, nested and lines",
      "Array\n(\n    [attach] => a\n  b) \n\n    [param1] => Array\n        (\n            [0] => x\n"
        + "            [1] => y\n        )\n\n    [sign] => \n)\n", .phpPrintR,
      [
        ("attach", text("a\n  b) \n")), ("param1", .nested(bytes(#"["x","y"]"#))),
        ("sign", text("")),
      ]),
    CaptureCase(
      "print_r, object", "stdClass Object\n(\n    [memberid] => 10002\n    [amount] => 1.50\n)\n",
      .phpPrintR, plain),
    CaptureCase(
      "var_export", "array (\n  'memberid' => '10002',\n  'amount' => 1.50,\n)", .phpVarExport,
      typed),
    CaptureCase(
      "var_export, escapes",
      #"array ( 'attach' => 'it\'s \\n', 'param1' => '' . "\0" . 'x', 'status' => NULL, 'a' => true )"#,
      .phpVarExport,
      [
        ("attach", text("it's \\n")), ("param1", text("\0x")), ("status", .null),
        ("a", .boolean(true)),
      ]),
    CaptureCase(
      "var_export, short", "<?php\n$data = ['memberid' => \"10002\", 'amount' => 1.50];",
      .phpVarExport, typed),
    CaptureCase(
      "var_export, object",
      "(object) array(\n  'memberid' => '10002',\n  'amount' => 1.50,\n)", .phpVarExport, typed),
    CaptureCase(
      "var_dump",
      "array(2) {\n  [\"memberid\"]=>\n  string(5) \"10002\"\n  [\"amount\"]=>\n  float(1.50)\n}\n",
      .phpVarDump, typed),
    CaptureCase(
      "var_dump, quote and newline",
      "array(2) {\n  [\"attach\"]=>\n  string(9) \"a\"\n  [\"\nb\"\n  [\"status\"]=>\n  int(-2)\n}",
      .phpVarDump, [("attach", text("a\"\n  [\"\nb")), ("status", number("-2"))]),
    CaptureCase(
      "var_dump, length wrong",
      "array(1) {\n  [\"attach\"]=>\n  string(4) \"中x\"y\"\n}", .phpVarDump,
      [("attach", text("中x\"y"))], repairs: ["php_length_mismatch"]),
    CaptureCase(
      "var_dump, object and null",
      "object(stdClass)#1 (2) {\n  [\"sign\":protected]=>\n  NULL\n  [\"status\"]=>\n  bool(false)\n}",
      .phpVarDump, [("sign", .null), ("status", .boolean(false))]),
    CaptureCase(
      "var_dump, xdebug",
      "array(2) {\n  'memberid' =>\n  string(5) \"10002\"\n  'amount' =>\n  double(1.50)\n}",
      .phpVarDump, typed),
    CaptureCase(
      "serialize", #"a:2:{s:8:"memberid";s:5:"10002";s:6:"amount";d:1.50;}"#, .phpSerialize, typed),
    CaptureCase(
      "serialize, bytes",
      #"a:4:{s:6:"attach";s:8:"";};"中";s:1:"a";N;i:7;b:1;s:1:"l";a:2:{i:0;i:1;i:1;i:2;}}"#,
      .phpSerialize,
      [
        ("attach", text("\";};\"中")), ("a", .null), ("7", .boolean(true)),
        ("l", .nested(bytes("[1,2]"))),
      ]),
    CaptureCase(
      "serialize, object", #"O:8:"stdClass":1:{s:4:"sign";s:1:"A";}"#, .phpSerialize,
      [("sign", text("A"))]),
  ]

  static let others = [
    CaptureCase("java", "{memberid=10002, amount=1.50}", .javaMap, plain),
    CaptureCase(
      "java, commas and nesting", "{attach=a, b=, sign={x=1, y=[2, 3]}, amount=1,5}", .javaMap,
      [
        ("attach", text("a")), ("b", text("")), ("sign", text("{x=1, y=[2, 3]}")),
        ("amount", text("1,5")),
      ]),
    CaptureCase(
      "java, text", "{attach=Hello, world :), sign=A}\n", .javaMap,
      [("attach", text("Hello, world :)")), ("sign", text("A"))]),
    CaptureCase("go", "map[amount:1.50 memberid:10002]", .goMap, plain.reversed()),
    CaptureCase(
      "go, spaces and colons", "map[datetime:2016-12-26 18:18:18 notify_url:http://x:80/ sign:A]",
      .goMap,
      [
        ("datetime", text("2016-12-26 18:18:18")), ("notify_url", text("http://x:80/")),
        ("sign", text("A")),
      ]),
    CaptureCase(
      "go, text like a pair", "map[amount:1 memberid:see attach:no sign:A]", .goMap,
      [
        ("amount", text("1")), ("memberid", text("see")), ("attach", text("no")),
        ("sign", text("A")),
      ]),
    CaptureCase("go, url.Values", "map[amount:[1.50] memberid:[10002]]", .goMap, plain.reversed()),
    CaptureCase(
      "go, literal", #"map[string]interface {}{"memberid":"10002", "amount":1.50}"#, .goMap, typed),
    CaptureCase(
      "go, literal values", #"url.Values{"memberid":[]string{"10002"}, "amount":[]string{"1.50"}}"#,
      .goMap, plain),
    CaptureCase("python", "{'memberid': '10002', 'amount': 1.50}", .pythonDict, typed),
    CaptureCase(
      "python, kinds",
      #"{u'attach': "it's", b'sign': None, 'a': True, 'l': [1, ('x',)], 'x': '\u4e2d\n\'', 'r': r'\n'}"#,
      .pythonDict,
      [
        ("attach", text("it's")), ("sign", .null), ("a", .boolean(true)),
        ("l", .nested(bytes(#"[1,["x"]]"#))), ("x", text("中\n'")), ("r", text("\\n")),
      ]),
    CaptureCase(
      "python, QueryDict", "<QueryDict: {'memberid': ['10002'], 'amount': ['1.50']}>",
      .pythonDict, plain),
    CaptureCase(
      "python, Decimal", "{'memberid': '10002', 'amount': Decimal('1.50')}", .pythonDict, typed),
  ]

  @Test(arguments: php + others)
  func dumpsAreRecognised(_ row: CaptureCase) throws {
    let captures = try CaptureReader.read(row.text, knownNames: knownNames)
    #expect(captures.count == 1)
    #expect(captures.first?.shape == row.shape)
    #expect(captures.first?.fields.fields == row.fields)
    #expect(captures.first?.repairs.map(\.code) == row.repairs)
  }

  @Test func nestedValuesAreNotedAsRewritten() throws {
    let capture = try CaptureReader.read(bytes("{'sign': 'A', 'l': [1]}")).first
    #expect(capture?.notes.map(\.code) == ["nested_rewritten"])
  }
}
