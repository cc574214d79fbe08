import WireFormat

/// The bytes of a source without a byte order mark: as UTF-8, but for GB18030, which stays as it is.
///
/// UTF-8 passes through unchecked, because most cells are never looked at; those that are, are
/// checked where they are read. GB18030 passes through checked: what ends or quotes a cell is no part of
/// its characters, so that cells can be found in it, and only those looked at are converted.
final class TextFeed {
  /// What the file's first 64 KiB look like.
  let encoding: TextEncoding
  private let source: ByteSource
  private var decoder: TextDecoder?
  private var check = GB18030Check()
  /// Text that is ready but not yet handed out.
  private var ready: Bytes
  private var handedOut = 0
  private var isAtEnd = false
  /// Bytes read from the source at a time when they have to be converted.
  private static let pieceBytes = 65_536

  /// Reads the beginning and finds the encoding.
  /// - Throws: `ReconcileError.text` with `encoding_unknown`; the source's errors.
  init(_ source: ByteSource) throws {
    self.source = source
    var sample = Bytes()
    while sample.count < Self.pieceBytes, !isAtEnd {
      let piece = try Self.read(source, Self.pieceBytes - sample.count)
      isAtEnd = piece.isEmpty
      sample += piece
    }
    guard let encoding = TextEncoding.detect(sample, isWhole: isAtEnd) else {
      throw ReconcileError.text(file: source.name, TextEncoding.unreadable(sample))
    }
    self.encoding = encoding
    ready = sample
    if encoding == .gb18030 {
      try sample.withUnsafeBytes { try checkText($0) }
      if sample.starts(with: [0x84, 0x31, 0x95, 0x33]) { handedOut = 4 }
    } else if encoding == .utf8 {
      if sample.starts(with: [0xEF, 0xBB, 0xBF]) { handedOut = 3 }
    } else {
      ready = []
      try decode(sample, with: try Self.decoder(encoding, source))
    }
  }

  /// Copies text into the buffer, from its start; 0 at the end.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let waiting = ready.count - handedOut
      if waiting > 0 {
        let count = min(waiting, buffer.count)
        buffer.copyBytes(from: ready[handedOut..<handedOut + count])
        handedOut += count
        if handedOut == ready.count {
          ready = []
          handedOut = 0
        }
        return count
      }
      if isAtEnd { return 0 }
      guard decoder != nil else {
        let count = try Self.bounded(try source.read(buffer), buffer.count)
        isAtEnd = count == 0
        if encoding == .gb18030 {
          try checkText(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
        }
        return count
      }
      let piece = try Self.read(source, Self.pieceBytes)
      isAtEnd = piece.isEmpty
      guard let current = decoder.take() else { return 0 }
      try decode(piece, with: current)
    }
  }

  private func decode(_ piece: Bytes, with current: consuming TextDecoder) throws {
    do throws(WireError) {
      ready = try current.feed(piece)
      handedOut = 0
      if isAtEnd { try current.finish() }
    } catch {
      throw ReconcileError.text(file: source.name, error)
    }
    decoder = consume current
  }

  /// Checks text that passes through, and its end once that is reached.
  private func checkText(_ text: UnsafeRawBufferPointer) throws {
    do throws(WireError) {
      try check.feed(text)
      if isAtEnd { try check.finish() }
    } catch {
      throw ReconcileError.text(file: source.name, error)
    }
  }

  private static func decoder(_ encoding: TextEncoding, _ source: ByteSource) throws -> TextDecoder
  {
    do throws(WireError) {
      return try TextDecoder(encoding)
    } catch {
      throw ReconcileError.text(file: source.name, error)
    }
  }

  private static func read(_ source: ByteSource, _ count: Int) throws -> Bytes {
    var piece = Bytes(repeating: 0, count: count)
    let read = try piece.withUnsafeMutableBytes { try bounded(try source.read($0), $0.count) }
    piece.removeLast(count - read)
    return piece
  }

  /// A source of somebody else's may count wrongly; memory must not depend on it.
  private static func bounded(_ count: Int, _ room: Int) throws -> Int { max(0, min(count, room)) }
}
