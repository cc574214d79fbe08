import TestSupport
import Testing
import WireFormat

/// Statements as they lie packed in an archive, and in the encoding of Chinese spreadsheets.
@Suite struct ReconcilePackedTests {
  private static let ours = "商户订单号,金额,状态\n100000001,10.00,已支付\n100000002,17.49,已支付\n"
  private static let theirs =
    "订单号,商品,金额,状态\n100000001,旗舰店｜衬衫,10.00,支付成功\n100000002,\"袜子,三双\",17.50,支付成功\n"

  private func bytes(_ encoding: TextEncoding) throws -> Bytes {
    try TextEncoding.fromUTF8(Array(Self.theirs.utf8), to: encoding)
  }

  private func run(_ file: Bytes, _ options: [String] = []) -> Outcome {
    let bench = Bench()
    bench.config("")
    return bench.run(
      [
        "reconcile", "--ours", bench.file("ours.csv", Self.ours), "--theirs",
        bench.file("theirs", file),
      ] + options)
  }

  /// The output without what tells the encoding.
  private func told(_ run: Outcome) -> String {
    run.output.replacing("\"GB18030\"", with: "\"UTF-8\"")
      .split(separator: "\n").map { line in
        line.contains("/theirs") ? "" : String(line)
      }.joined(separator: "\n")
  }

  @Test(arguments: [TextEncoding.utf8, .gb18030], [[], ["-o", "csv"], ["-o", "ndjson"]])
  func aPackedStatementGivesWhatThePlainOneGives(encoding: TextEncoding, options: [String]) throws {
    let plain = run(try bytes(.utf8), options)
    let other = run(PackedFile.gzip(try bytes(encoding)), options)
    #expect(plain.code == 1)
    #expect(other.code == 1)
    #expect(plain.output.contains("amount-differs"))
    #expect(told(other) == told(plain))
    #expect(other.errors == plain.errors)
  }

  @Test func membersOneAfterTheOtherAreOneStatement() throws {
    let text = Array(Self.theirs.utf8)
    let packed = PackedFile.gzip(Array(text[..<70])) + PackedFile.gzip(Array(text[70...]))
    #expect(told(run(packed)) == told(run(text)))
  }

  @Test(arguments: [1, 9, 40, 70])
  func aPackedStatementThatIsCutOffIsRefused(missing: Int) throws {
    let run = run(Array(PackedFile.gzip(try bytes(.gb18030)).dropLast(missing)), ["-o", "json"])
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("gzip_damaged"), "\(run.errors)")
    #expect(run.errors.contains("/theirs: the packed file is damaged or cut off"))
    #expect(run.errors.contains("nothing was compared"))
  }

  @Test(arguments: [
    (Array("hello, world\n".utf8), "columns_missing"), ([], "file_empty"),
    ([0x50, 0x4B, 0x03, 0x04, 0, 1], "encoding_unknown"),
    (PackedFile.gzip(Array("order,amount\n".utf8)), "encoding_unknown"),
  ])
  func whatIsPackedMustBeAStatement(content: [UInt8], code: String) {
    let run = run(PackedFile.gzip(content), ["-o", "json"])
    #expect(run.code == 65)
    #expect(run.errors.contains(code), "\(run.errors)")
  }
}
