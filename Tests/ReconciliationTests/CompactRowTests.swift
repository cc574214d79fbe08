import Glibc
import PaymentValues
import Testing
import WireFormat

@testable import Reconciliation

/// Rows as they lie in memory and in the temporary file.
@Suite struct CompactRowTests {
  static let numbers: [Bytes] =
    (1...40).map { count in (0..<count).map { UInt8(48 + ($0 * 7 + 3) % 10) } }
    + (1...34).map { Bytes(repeating: 48, count: $0) }
    + ["A", "A1", "订单1", "1 2", "12345678901234567 ", "0x12345678"].map { Array($0.utf8) }
    + [Bytes(repeating: 65, count: 256), [0x30, 0x3A], [0x2F], [0x39, 0xB9]]

  /// Amounts and paid amounts around what a row has room for.
  static let amounts: [(Int64, Int64)] =
    [0, 1, 4_294_967_295, 4_294_967_296, -1, -5_000, 1_000_000_000_000_000].flatMap { amount in
      [StatementRow.noAmount, amount, 0, 7, -3].map { (amount, $0) }
    }

  private func withRow<Value>(
    _ number: Bytes, _ amounts: (Int64, Int64), _ body: (CompactRow, StatementRow) throws -> Value
  ) rethrows -> Value {
    try number.withUnsafeBytes { bytes in
      var row = StatementRow(
        bytes, DigitKey(bytes), amount: amounts.0, status: 3, row: 4_000_000_000)
      row.paid = amounts.1
      row.word = 200
      row.time = 4_200_000_000
      row.kind = .partly
      let size = CompactRow.size(of: row)
      let memory = UnsafeMutableRawPointer.allocate(
        byteCount: size + CompactRow.slack, alignment: 16)
      defer { memory.deallocate() }
      memset(memory, 0xA5, size + CompactRow.slack)
      CompactRow.write(row, to: memory)
      // What stands behind it is another row.
      memset(memory + size, 0x5A, CompactRow.slack)
      return try body(CompactRow(memory), row)
    }
  }

  @Test(arguments: numbers) func aRowIsReadAsItWasWritten(number: Bytes) {
    for amounts in Self.amounts {
      withRow(number, amounts) { compact, row in
        #expect(compact.size == CompactRow.size(of: row))
        #expect(compact.order == String(decoding: number, as: UTF8.self))
        #expect((compact.amount, compact.paid) == amounts)
        #expect((compact.row, compact.time) == (row.row, row.time))
        #expect((compact.word, compact.statusCode, compact.kind) == (200, 3, .partly))
        let hash = OrderHash(seed: 5)
        let wanted = row.digits.count > 0 ? hash(row.digits) : hash(row.order)
        #expect(compact.hash(hash) == wanted)
      }
    }
  }

  @Test func rowsAreOfOneOrderWhenTheirNumbersAreTheSameBytes() {
    for one in Self.numbers {
      withRow(one, (1, 1)) { left, _ in
        for other in Self.numbers {
          withRow(other, (1, 2)) { right, _ in
            #expect(left.hasSameOrder(as: right) == (one == other))
          }
        }
      }
    }
  }

  @Test func onlyDigitsHaveAKey() {
    for number in Self.numbers {
      let key = number.withUnsafeBytes { DigitKey($0) }
      let isDigits = number.count <= 32 && number.allSatisfy { (48...57).contains($0) }
      #expect(key.count == (isDigits ? number.count : 0))
      if isDigits { #expect(key.text == number) }
    }
  }
}
