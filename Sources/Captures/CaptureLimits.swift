import WireFormat

/// What a reader refuses to hold.
package struct CaptureLimits: Sendable {
  /// Bytes in the whole capture. A caller that reads a file or a pipe stops after one byte more.
  package var bytes = 16_777_216
  /// Fields in one message, and members in one dump.
  package var fields = FormCodec.defaultMaximumFields
  /// Messages in one HAR, log or CSV file.
  package var captures = 1_000

  /// Makes the default limits: 16 MiB, 10,000 fields, 1,000 messages.
  package init() {}
}

/// Whether somebody whose key is known signed the fields: what tells a message from text like one.
package typealias MessageTest = @Sendable (FieldList) -> Bool

/// How the text of a capture is encoded.
package enum CaptureEncoding: String, Sendable, CaseIterable {
  /// UTF-8; bytes that are not are kept as they came where the shape allows it, and read as
  /// GB18030 (a repair) where it does not. A UTF-16 byte order mark is obeyed.
  case auto
  /// UTF-8 or an error.
  case utf8
  /// GB18030, of which GBK is a part: all of the text is converted first.
  case gb18030
}
