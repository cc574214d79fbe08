import WireFormat

/// One set of fields found in what an operator pasted.
package struct Capture: Sendable, Equatable {
  /// The shape of the whole capture.
  package var shape: CaptureShape
  /// How the fields themselves were written: a raw HTTP request may hold a form or JSON. Equal to
  /// `shape` when nothing wraps the fields.
  package var payloadShape: CaptureShape
  /// The fields in their order, literals untouched where the shape keeps them.
  package var fields: FieldList
  /// What was changed before the text could be read, in the order in which it was done.
  package var repairs: [Repair]
  /// What a reader of the report should know; nothing was changed for it.
  package var notes: [CaptureNote]
  /// Where in the capture the fields stood.
  package var context: CaptureContext
  /// The bytes from which the fields were decoded, after repairs.
  package var payload: Bytes

  init(
    shape: CaptureShape, payload: Payload, repairs: [Repair] = [],
    context: CaptureContext = CaptureContext()
  ) {
    self.shape = shape
    payloadShape = payload.shape
    fields = payload.fields
    self.repairs = payload.repairs + repairs
    notes = payload.notes
    self.context = context
    self.payload = payload.bytes
  }
}

/// Which part of a message held the fields.
package enum CapturePart: String, Sendable {
  /// There are no parts: the capture is the message.
  case whole
  /// The query of the request's URL.
  case query
  /// The body.
  case body
  /// The query of a redirect's `Location`.
  case location
}

/// Where in the capture a set of fields stood, and what stood around it.
package struct CaptureContext: Sendable, Equatable {
  /// `GET`, `POST`; nil if the shape does not tell.
  package var method: String?
  /// The URL or path without its query, as it was written.
  package var path: String?
  /// The status code of a response or of a logged request.
  package var status: Int?
  /// Query, body, or all there is.
  package var part: CapturePart
  /// One-based number of the HAR entry.
  package var entry: Int?
  /// Whether a HAR entry's response, not its request, held the fields.
  package var isResponse: Bool
  /// One-based line of the log line or CSV row.
  package var line: Int?

  /// Makes a context; everything is unknown unless given.
  package init(
    method: String? = nil, path: String? = nil, status: Int? = nil, part: CapturePart = .whole,
    entry: Int? = nil, isResponse: Bool = false, line: Int? = nil
  ) {
    self.method = method
    self.path = path
    self.status = status
    self.part = part
    self.entry = entry
    self.isResponse = isResponse
    self.line = line
  }
}
