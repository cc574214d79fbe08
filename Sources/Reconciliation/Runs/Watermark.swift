import ByteText
import Glibc
import Platform
import WireFormat

/// How far the runs with `--since-last` have come, in a small JSON file.
package struct Watermark: Sendable, Equatable {
  /// Time up to which orders have been compared, in milliseconds since 1970 UTC.
  package var time: Int64
  /// The order compared last; empty when there is none.
  package var order: String

  private static let largestBytes = 4_096

  /// Makes a mark.
  package init(time: Int64, order: String = "") {
    self.time = time
    self.order = order
  }

  /// Reads a file; nil when there is none.
  /// - Throws: `ReconcileError.system`; `.text` with `watermark_invalid`, so that a damaged file
  ///   does not silently start all over.
  package static func read(_ path: String) throws(ReconcileError) -> Watermark? {
    let bytes: Bytes
    do throws(SystemError) {
      bytes = try SecureFile.read(path, limit: largestBytes, followLinks: false).bytes
    } catch {
      if error.number == ENOENT { return nil }
      throw .system(error)
    }
    guard let value = try? JSONValue.parse(bytes), value["version"]?.integerValue == 1,
      let time = value["time"]?.integerValue, let order = value["order"]?.stringValue
    else {
      throw .text(
        file: path,
        WireError(
          code: "watermark_invalid", offset: 0,
          reason: "This is no watermark of an earlier run; remove it to start anew."))
    }
    return Watermark(time: time, order: order)
  }

  /// Replaces the file. When this returns, the new mark is on the disk; when it throws, the old one
  /// is.
  package func write(_ path: String) throws(ReconcileError) {
    let value = JSONValue.object([
      ("version", 1), ("time", JSONValue(time)), ("order", .string(order)),
    ])
    do throws(SystemError) {
      try SecureFile.write(
        JSONWriter().bytes(value) + [.lineFeed], to: path, replacing: true)
    } catch {
      throw .system(error)
    }
  }
}
