import MerchantCommands
import Testing
import WireFormat

/// `verify --lines` says of a line what `verify` says of it alone.
@Suite struct VerifyLinesTests {
  private let bench = Bench()

  /// A callback of pay-index, signed.
  private func callback(_ transaction: String = "X1") throws -> [(name: String, value: String)] {
    bench.shop(gateway: "pay-index")
    let fields = [
      ("memberid", "20001222"), ("orderid", "T1"), ("amount", "100.00"),
      ("true_amount", "100.00"), ("transaction_id", transaction), ("datetime", "20261121050000"),
      ("returncode", "00"),
    ]
    let words = fields.map { "\($0.0)=\($0.1)" }
    let sign = bench.run(
      ["sign", "-p", "shop", "--message", "order-callback", "-o", "value"] + words)
    try #require(sign.code == 0, "\(sign.errors)")
    return fields + [("sign", String(sign.output.dropLast()))]
  }

  private static func lines(_ fields: [(name: String, value: String)]) -> [String] {
    let form = fields.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let json = "{" + fields.map { "\"\($0.name)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
    let escaped = json.replacing("\"", with: "\\x22")
    let head = "127.0.0.1 - - [21/Nov/2026:05:00:00 +0800] "
    return [
      form, json, "?" + form, "/notify?" + form, "https://shop.example/notify?" + form,
      head + "\"GET /notify?\(form) HTTP/1.1\" 200 2 \"-\" \"okhttp/3\"",
      head + "\"POST /notify HTTP/1.1\" 200 2 \"-\" \"okhttp/3\" \"\(form)\"",
      head + "\"POST /notify HTTP/1.1\" 200 2 \"-\" \"okhttp/3\" \"\(escaped)\"",
      escaped, form.replacing("T1", with: "\\x54\\x31"), "curl -d '\(form)' https://shop.example/n",
    ]
  }

  private func verdicts(_ lines: [String]) -> [String] {
    let path = bench.file("lines.txt", lines.joined(separator: "\n") + "\n")
    let outcome = bench.run(["verify", "-p", "shop", "--lines", "--all", path])
    return outcome.output.split(separator: "\n").dropLast().map { line in
      (try? JSONValue.parse(Array(line.utf8)))?["verdict"]?.stringValue ?? "no line: \(line)"
    }
  }

  @Test func aMessageIsFoundInEveryKindOfLine() throws {
    let lines = Self.lines(try callback())
    #expect(verdicts(lines) == lines.map { _ in "valid" })
    for line in lines {
      #expect(
        bench.run(["verify", "-p", "shop", bench.file("one.txt", line)]).code == 0, "\(line)")
    }
  }

  @Test func aChangedMessageIsInvalidInEveryKindOfLine() throws {
    var fields = try callback()
    fields[1].value = "T2"
    let lines = Self.lines(fields)
    #expect(verdicts(lines) == lines.map { _ in "invalid" })
  }

  /// Kinds of logs around a form or an object.
  private static func logs(_ fields: [(name: String, value: String)]) -> [String] {
    let form = fields.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let json = "{" + fields.map { "\"\($0.name)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
    let quoted = json.replacing("\"", with: "\\\"")
    return lines(fields) + [
      "7,2026-11-27 10:11:12,\"\(form)\",200", "{\"log\":\"\(form)\\n\",\"stream\":\"stdout\"}",
      "{\"log\":\"INFO notify \(quoted)\\n\",\"stream\":\"stdout\"}",
      "2026-11-27 10:11:12 INFO notify: \(json)", "2026-11-27 10:11:12 req=15 body=\"\(quoted)\"",
      "curl -H 'Content-Type: application/json' -d '\(json)' https://shop.example/n",
    ]
  }

  /// Some logs have these escapes and others do not: a good line of one kind was taken to say so for
  /// all of its look.
  @Test(arguments: [
    ("X1", "&", "\\u0026"), ("X1", "&", "\\x26"), ("X1", "X1", "\\u00581"), ("X1", "X1", "\\x581"),
    ("X1", "orderid", "order\\u0069d"), ("X1", "orderid", "order\\x69d"),
    ("X1", "=X1", "\\u003dX1"), ("X1", "X1", "X\\/1"), ("X/1", "X/1", "X\\/1"),
    ("X''1", "", ""), ("X]1", "", ""), ("X{1", "", ""), ("[X1]", "", ""), ("X1}", "", ""),
  ])
  func aGoodLineChangesNoVerdictOfTheNext(_ transaction: String, _ part: String, _ other: String)
    throws
  {
    let good = Self.logs(try callback())
    let odd = Self.logs(try callback(transaction)).map { line in
      part.isEmpty ? line : line.replacing(part, with: other, maxReplacements: 1)
    }
    for (good, odd) in zip(good, odd) {
      #expect(verdicts([good, good, odd]).last == verdicts([odd]).first, "\(odd)")
    }
  }

  /// Another form was ignored, and whoever waited for CSV got NDJSON.
  @Test(arguments: [
    ["-o", "csv"], ["-o", "tsv"], ["-o", "value"], ["--fields", "line"], ["--template", "{line}"],
  ])
  func linesHaveOneForm(form: [String]) {
    let till = Till()
    till.profile("shop", Till.payCenter)
    let path = till.bench.file("lines.txt", "a=1\n")
    let refused = till.run(["verify", "--lines", "-p", "shop", path] + form)
    #expect(refused.code == 64)
    #expect(refused.output.isEmpty)
    #expect(refused.errors.contains("NDJSON"))
    for good in [[], ["-o", "json"], ["-o", "ndjson"], ["-o", "table"]] {
      #expect(till.run(["verify", "--lines", "-p", "shop", path] + good).code != 64)
    }
  }

  @Test func aLineWithoutAMessageIsUnreadable() throws {
    _ = try callback()
    let head = "127.0.0.1 - - [21/Nov/2026:05:00:00 +0800] "
    let lines = [
      head + "\"GET /index.html HTTP/1.1\" 200 2 \"-\" \"okhttp/3\"",
      head + "\"GET /search?q=1 HTTP/1.1\" 200 2 \"-\" \"okhttp/3\"",
      "2026-11-21 05:00:00 INFO started worker=3", "hello", "{\"a\":",
    ]
    #expect(verdicts(lines) == lines.map { _ in "unreadable" })
  }
}
