import WireFormat

/// Why a capture could not be read, and where.
package struct CaptureError: Error, Sendable, Equatable {
  /// A stable code in snake case: `capture_empty`, `capture_too_large`, `capture_gzip`,
  /// `capture_nul`, `capture_not_utf8`, `capture_too_deep`, `capture_too_many_fields`,
  /// `capture_unrecognized`, or the code of the shape that came nearest.
  package let code: String
  /// Zero-based offset, in the capture's own bytes, of the byte at which reading stopped.
  package let offset: Int
  /// One-based line of that byte.
  package let line: Int
  /// One-based column, in bytes, of that byte.
  package let column: Int
  /// One sentence for a person, without the place.
  package let reason: String
  /// What to do about it.
  package let hint: String
  /// The shape that came nearest; nil if none did.
  package let shape: CaptureShape?
  /// The shapes tried, in order; empty if the bytes were refused before any was.
  package let tried: [CaptureShape]

  init(
    _ failure: WireError, in capture: Bytes, hint: String, shape: CaptureShape? = nil,
    tried: [CaptureShape] = []
  ) {
    code = failure.code
    offset = failure.offset
    (line, column) = failure.place(in: capture)
    reason = failure.reason
    self.hint = hint
    self.shape = shape
    self.tried = tried
  }
}
