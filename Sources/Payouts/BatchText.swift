import PaymentValues
import WireFormat

/// A batch file as text, whatever encoding it came in.
enum BatchText {
  /// UTF-8 without a byte order mark.
  /// - Parameter converting: the encoding that the operator says the file has; nil for UTF-8 only.
  static func utf8(_ file: Bytes, converting encoding: TextEncoding?) throws(Refusal) -> Bytes {
    let detected = encoding ?? TextEncoding.detect(file)
    guard let detected else {
      let error = TextEncoding.unreadable(file)
      throw Refusal.fault(.data, error.code, place: "byte \(error.offset + 1)", error.reason)
    }
    guard encoding != nil || detected == .utf8 else {
      throw Refusal.fault(
        .data, "encoding_not_utf8",
        place: UTF8Validation.firstInvalidOffset(in: file).map { "byte \($0 + 1)" } ?? "byte 1",
        "the file looks like \(detected.rawValue), not UTF-8",
        hint: "save it as UTF-8 (in Excel: 'CSV UTF-8'), or give "
          + "--encoding \(detected == .gb18030 ? "gb18030" : "utf16") to have it converted")
    }
    do throws(WireError) { return try detected.toUTF8(file) } catch {
      let place = error.place(in: file)
      throw Refusal.fault(
        .data, error.code, place: "line \(place.line), byte \(place.column)", error.reason)
    }
  }
}
