import Captures
import Platform
import TestSupport
import Testing
import WireFormat

@Suite struct RoundTripTests {
  static let names = [
    "amount", "memberid", "notify_url", "orderid", "sign", "timestamp", "transaction_id",
  ]

  @Test(arguments: ShapeWriter.all)
  func whatAProgramWritesIsReadBack(_ writer: ShapeWriter) throws {
    for seed in UInt64(0)..<300 {
      var random = SplitMix64(seed: seed)
      var pairs: [(String, String)] = []
      for name in Self.names where random.below(3) > 0 || pairs.count < 2 {
        pairs.append((name, value(&random, writer.alphabet)))
      }
      let written = writer.write(pairs)
      let captures = try CaptureReader.read(bytes(written), knownNames: knownNames)
      let fields = captures.map(\.fields)
      #expect(fields == [FieldList(pairs.map { Field($0.0, $0.1) })], "seed \(seed): \(written)")
      #expect(captures.first?.shape == writer.shape, "seed \(seed)")
      #expect(captures.first?.repairs.isEmpty == true, "seed \(seed): \(written)")
    }
  }

  private func value(_ random: inout SplitMix64, _ alphabet: [String]) -> String {
    let letters = ["a", "Z", "0", "9", "-", "."] + alphabet
    // No space or line end at the edge: the loosest shapes do not carry those.
    return "v" + (0..<random.below(12)).map { _ in letters[random.below(letters.count)] }.joined()
      + "w"
  }
}

@Suite struct RandomBytesTests {
  /// What the readers look for, so that random text gets past their first test.
  static let pieces = [
    "{", "}", "[", "]", "(", ")", "\"", "'", "\\", "&", "=", "%", ":", ",", "\n", "\r\n", " ", ";",
    "map[", "Array\n(\n", "    [a] => ", "array(1) {", "array (", "a:1:{", "s:1:\"a\";", "curl ",
    "-d ", "@", "$'", "^\"", "HTTP/1.1 200 OK\n", "POST /x HTTP/1.1\n", "Content-Length: 9\n",
    "Transfer-Encoding: chunked\n\n", "params=", "sign", "amount", "\u{FEFF}", "¬ify_url", "＝",
    "“", "&amp;", "%7B", "\\x22", "\"log\":{\"entries\":[", "string(99999999999999999999) \"", "=>",
    "stdClass::__set_state(", "<QueryDict: {", "Decimal(", "--b\r\n", "form-data; name=\"", "0x",
    "1",
    "999999999999999999999999", "1\r\n", "7fffffffffffffff\r\n", "string(9) \"", "NULL", "O:", "中",
  ]

  @Test func noBytesBreakTheReader() {
    for seed in UInt64(0)..<5_000 {
      var random = SplitMix64(seed: seed)
      _ = try? CaptureReader.read(random.bytes(upTo: 64), knownNames: knownNames)
    }
  }

  @Test func noPiecesBreakTheReader() {
    for seed in UInt64(0)..<5_000 {
      var random = SplitMix64(seed: seed)
      var text = Bytes()
      for _ in 0..<(1 + random.below(14)) {
        text += Self.pieces[random.below(Self.pieces.count)].utf8
        if random.below(12) == 0 { text.append(UInt8(random.below(256))) }
      }
      _ = try? CaptureReader.read(text, knownNames: knownNames)
    }
  }

  @Test(arguments: ShapeWriter.all)
  func noTruncationBreaksTheReader(_ writer: ShapeWriter) {
    let text = bytes(writer.write([("sign", "A'\"\\中\nx"), ("notify_url", "http://x/?a=1")]))
    for end in 0...text.count {
      _ = try? CaptureReader.read(Array(text[..<end]), knownNames: knownNames)
    }
  }
}
