import Glibc
import Platform
import Synchronization

/// Why a packed file cannot be read to its end.
package enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system has no zlib; the words are the loader's.
  case libraryMissing(String)
  /// The file is damaged, or ends before its packed text does; the words are zlib's.
  case damaged(String)

  /// Cause and next step.
  package var description: String {
    switch self {
    case .libraryMissing(let words): "zlib cannot be loaded (\(words))"
    case .damaged(let words): "the packed file is damaged or cut off (\(words))"
    }
  }
}

/// A gzip file (RFC 1952), several members one after the other included, unpacked by the system's zlib,
/// which is loaded on first use.
final class GzipInput: Sendable {
  private typealias Open =
    @convention(c) (CInt, UnsafePointer<CChar>) -> UnsafeMutableRawPointer?
  private typealias Read =
    @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer, CUnsignedInt) -> CInt
  private typealias Words =
    @convention(c) (UnsafeMutableRawPointer, UnsafeMutablePointer<CInt>) -> UnsafePointer<CChar>?
  private typealias Close = @convention(c) (UnsafeMutableRawPointer) -> CInt

  private struct Library: Sendable {
    let open: Open
    let read: Read
    let words: Words
    let close: Close
  }

  /// The stream; zlib allows one caller at a time.
  private struct Stream: @unchecked Sendable {
    // Unchecked: only touched under the lock.
    var pointer: UnsafeMutableRawPointer
  }

  private let library: Library
  private let stream: Mutex<Stream>

  /// Takes a copy of the descriptor, which stands at the file's beginning.
  init(_ descriptor: CInt) throws {
    library = try Self.load().get()
    let copy = dup(descriptor)
    guard copy >= 0, let stream = library.open(copy, "rb") else {
      throw SystemError(call: "gzdopen", subject: "input")
    }
    self.stream = Mutex(Stream(pointer: stream))
  }

  deinit { stream.withLock { _ = library.close($0.pointer) } }

  /// Whether the file that is open there begins like a packed one; reads nothing away.
  static func isPacked(_ descriptor: CInt) -> Bool {
    var start: (UInt8, UInt8) = (0, 0)
    let count = withUnsafeMutableBytes(of: &start) { pread(descriptor, $0.baseAddress, 2, 0) }
    return count == 2 && start == (0x1F, 0x8B)
  }

  /// The next bytes of the text; 0 is its end, which zlib tells from a file that was cut off.
  func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    return try stream.withLock { stream in
      let count = library.read(
        stream.pointer, base, CUnsignedInt(clamping: min(buffer.count, 1 << 30)))
      if count > 0 { return Int(count) }
      var code: CInt = 0
      let words = library.words(stream.pointer, &code).map { String(cString: $0) } ?? ""
      guard count == 0, code == 0 else { throw GzipError.damaged(words) }
      return 0
    }
  }

  private static func load() -> Result<Library, GzipError> {
    guard let handle = dlopen("libz.so.1", RTLD_NOW) ?? dlopen("libz.so", RTLD_NOW),
      let open = dlsym(handle, "gzdopen"), let read = dlsym(handle, "gzread"),
      let words = dlsym(handle, "gzerror"), let close = dlsym(handle, "gzclose")
    else {
      return .failure(.libraryMissing(dlerror().map { String(cString: $0) } ?? "no reason"))
    }
    return .success(
      Library(
        open: unsafeBitCast(open, to: Open.self), read: unsafeBitCast(read, to: Read.self),
        words: unsafeBitCast(words, to: Words.self), close: unsafeBitCast(close, to: Close.self)))
  }
}
