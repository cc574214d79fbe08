import Testing
import TextLayout
@Test func dump() {
  for (t, l) in [("hello", QRErrorCorrection.low), ("https://pay.example/x?order=20261121000001&amount=1.00", .medium), (String(repeating: "z", count: 500), .quartile), (String(repeating: "q1", count: 600), .high), (String(repeating: "k", count: 2953), .low)] {
    let q = QRCode(text: t, level: l)!
    print("QR", q.version, q.mask, (0..<q.size).map { r in (0..<q.size).map { q.isDark(row: r, column: $0) ? "1" : "0" }.joined() }.joined(separator: "/"))
  }
}
