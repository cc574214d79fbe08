import PaymentValues
import Testing
import WireFormat

@testable import Reconciliation

/// Statements in GB18030, of which only the cells that are looked at are converted.
@Suite struct GB18030Tests {
  /// The text's bytes in pieces; the error, if there is one.
  private func check(_ bytes: Bytes, piece: Int) -> WireError? {
    var check = GB18030Check()
    do throws(WireError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let next = Array(rest.prefix(piece))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: next.count, alignment: 1)
        defer { buffer.deallocate() }
        buffer.copyBytes(from: next)
        try check.feed(UnsafeRawBufferPointer(buffer))
        rest = rest.dropFirst(piece)
      }
      try check.finish()
      return nil
    } catch {
      return error
    }
  }

  private func convert(_ bytes: Bytes) -> WireError? {
    do throws(WireError) {
      _ = try TextEncoding.gb18030.toUTF8(bytes)
      return nil
    } catch {
      return error
    }
  }

  /// Every pair of bytes that begins with one above ASCII.
  @Test func whatPassesIsWhatTheConverterTakes() {
    for lead in UInt8(0x80)...0xFF {
      for trail in UInt8.min...0xFF {
        let pair: Bytes = [lead, trail]
        #expect((check(pair, piece: 2) == nil) == (convert(pair) == nil), "\(pair)")
      }
    }
  }

  static let texts: [Bytes] = [
    [], Array("plain".utf8), [0xD6, 0xD0, 0xCE, 0xC4], [0x81, 0x7C, 0x81, 0x5C, 0x81, 0x7B, 0x2C],
    [0x41, 0x81, 0x30, 0x81, 0x30, 0x42], [0x94, 0x39, 0xFC, 0x36], [0x84, 0x31, 0xA4, 0x37],
    [0xFE, 0x39, 0xFE, 0x39], [0x84, 0x31, 0x95, 0x33, 0x61], [0x61, 0x81], [0x61, 0x81, 0x30],
    [0x61, 0x81, 0x30, 0x81], [0x61, 0x81, 0x2C], [0x81, 0x30, 0x2C, 0x30],
    [0x81, 0x30, 0x81, 0x2C],
    [0x61, 0x62, 0x80, 0x63], [0xFF, 0x41], [0x61, 0x81, 0x7F],
    Array("eight by eight and more, ".utf8) + [0xD6, 0xD0] + Array("12345678".utf8) + [0xCE, 0x22],
  ]

  @Test(arguments: texts) func thePiecesDoNotMatter(text: Bytes) {
    let wanted = convert(text)
    for piece in 1...max(1, text.count) {
      let found = check(text, piece: piece)
      #expect(found?.code == wanted?.code, "\(piece)")
      #expect(found?.offset == wanted?.offset, "\(piece)")
    }
  }

  /// Characters whose second byte is one that other texts give a meaning: a bar, a backslash, a brace.
  @Test func cellsAreFoundAmongCharactersThatLookLikeOthers() throws {
    let words = ["亅", "乗", "亄", "昞", "鎈", "㐀", "🐼", "￥", "\u{3000}"]
    let lines = words.enumerated().map { "N\($0.offset),\($0.element),1.00,成功,\"\($0.element)\"\n" }
    let text = "订单号,商品,金额,状态,备注\n" + lines.joined()
    let bytes = try TextEncoding.fromUTF8(Array(text.utf8), to: .gb18030)
    let (rows, summary) = try Tools.read(Tools.statement("a.csv", bytes: bytes))
    #expect(rows.map(\.order) == words.indices.map { "N\($0)" })
    #expect(rows.allSatisfy { $0.fen == 100 && $0.status == .succeeded })
    #expect(summary.encoding == .gb18030)
  }

  @Test func aCharacterThatIsNoneIsRefusedWhereverItStands() throws {
    let head = try TextEncoding.fromUTF8(Array("订单号,商品,金额\nA1,".utf8), to: .gb18030)
    let filler = Array(String(repeating: "A2,x,1.00\n", count: 10_000).utf8)
    for bad in [[0x81, 0x2C], [0xFE, 0x39, 0xFE, 0x39, 0x2C], [0x80, 0x2C]] as [Bytes] {
      let bytes =
        head + Array("x,1.00\n".utf8) + filler + Array("A3,".utf8) + bad
        + Array("1.00\n".utf8)
      #expect {
        try Tools.read(Tools.statement("a.csv", bytes: bytes))
      } throws: { error in
        guard case ReconcileError.text(_, let reason) = error else { return false }
        return reason.code == "encoding_invalid" && bytes[reason.offset] == bad[0]
      }
    }
  }

  /// The first file's words must not be taken for the second's, whose bytes mean something else.
  @Test func filesOfASideMayBeEncodedDifferently() throws {
    let text = "订单号,金额,状态\n10000001,1.00,支付成功\n10000002,2.00,未支付\n10000003,3.00,支付成功\n"
    let other = text.replacing("1000", with: "2000")
    let converted = try TextEncoding.fromUTF8(Array(other.utf8), to: .gb18030)
    let first = { Tools.statement("a.csv", text) }
    let one = try Tools.compare(
      .statements([first(), Tools.statement("b.csv", bytes: converted)]),
      .statements([first(), Tools.statement("b.csv", other)]))
    #expect(one.differences.isEmpty)
    #expect(one.report[.matched].count == 6)
  }
}
