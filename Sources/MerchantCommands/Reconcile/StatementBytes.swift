import BulkVerification
import PaymentValues
import Reconciliation

/// The bytes of a statement, which may be packed: `bill.csv.gz`.
enum StatementBytes {
  /// Reads an open file, and unpacks one that is gzip's. A pipe is read as it comes.
  /// - Throws: `Refusal`, also from the source that it gives.
  static func source(_ path: String, _ descriptor: CInt) throws -> ByteSource {
    let plain = ByteSource(name: path, descriptor: descriptor)
    guard let packed = try refusing(path, { try BulkInput.packed(descriptor) { false } }) else {
      return plain
    }
    // Tables of payments are packed to a fifth and less.
    let size = plain.byteCount.map { $0.multipliedReportingOverflow(by: 6) }
    return ByteSource(name: path, byteCount: size.map { $0.overflow ? Int.max : $0.partialValue }) {
      buffer in
      try refusing(path) { try packed.read(buffer) }
    }
  }

  private static func refusing<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as GzipError {
      throw refusal(path, error)
    }
  }

  private static func refusal(_ path: String, _ error: GzipError) -> Refusal {
    switch error {
    case .libraryMissing:
      Refusal(
        .unreachable, "zlib_missing", "\(path): \(error)",
        hint: "install zlib1g (Debian, Ubuntu) or zlib, or unpack the file: gunzip FILE")
    case .damaged:
      Refusal(
        .data, "gzip_damaged", "\(path): \(error); nothing was compared",
        hint: "get the file anew")
    }
  }
}
