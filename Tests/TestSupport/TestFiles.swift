import Glibc
import WireFormat

/// Files beside the tests, found from the source and not from the working directory.
public enum TestFiles {
  /// The package's root, without a slash at the end.
  public static let root: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(3).joined(separator: "/")
  }()

  /// Where the four documents lie: next to the package, not inside.
  public static let documents = root + "/../shared/gateway-docs"

  /// The bytes of a file, or nil when there is none.
  public static func bytes(_ path: String) -> Bytes? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = Bytes()
    var buffer = Bytes(repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The text of a file, or nil when there is none.
  public static func text(_ path: String) -> String? {
    bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a file anew; false when that fails.
  public static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }

  /// Whether golden files are to be written instead of compared.
  public static var isRecording: Bool {
    guard let value = getenv("MERCHANT_RECORD") else { return false }
    return String(cString: value) == "1"
  }
}
