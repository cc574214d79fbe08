import CCurl

/// One of libcurl's easy handles; used by one thread at a time. It keeps its connections and its
/// read certificates from one exchange to the next.
final class CurlHandle: @unchecked Sendable {
  // Unchecked: the pool gives a handle to one exchange at a time.
  let library: CurlLibrary
  private let handle: UnsafeMutableRawPointer
  private var firstRefusal: CInt = 0

  init?(_ library: CurlLibrary) {
    guard let handle = ccurl_init(library.functions) else { return nil }
    self.library = library
    self.handle = handle
  }

  deinit { ccurl_cleanup(library.functions, handle) }

  /// The first code other than 0 that a setter gave since `reset`.
  var settingsCode: CInt { firstRefusal }

  func reset() {
    ccurl_reset(library.functions, handle)
    firstRefusal = 0
  }

  func set(_ option: ccurl_option, _ value: Int) {
    note(ccurl_set_long(library.functions, handle, option, value))
  }

  func set(_ option: ccurl_option, _ value: String?) {
    note(ccurl_set_text(library.functions, handle, option, value))
  }

  func set(_ option: ccurl_option, size value: Int64) {
    note(ccurl_set_size(library.functions, handle, option, value))
  }

  func set(_ option: ccurl_option, pointer value: UnsafeRawPointer?) {
    note(ccurl_set_pointer(library.functions, handle, option, value))
  }

  func setSinks(header: ccurl_sink, body: ccurl_sink, trace: ccurl_trace) {
    note(ccurl_set_header_sink(library.functions, handle, header))
    note(ccurl_set_body_sink(library.functions, handle, body))
    note(ccurl_set_trace(library.functions, handle, trace))
  }

  /// Sets an option that older libraries lack; false when this one does.
  func trySet(_ option: ccurl_option, _ value: String) -> Bool {
    ccurl_set_text(library.functions, handle, option, value) == 0
  }

  /// Sets an option that older libraries lack; false when this one does.
  @discardableResult
  func trySet(_ option: ccurl_option, _ value: Int) -> Bool {
    ccurl_set_long(library.functions, handle, option, value) == 0
  }

  func perform() -> CInt { ccurl_perform(library.functions, handle) }

  func long(_ info: ccurl_info) -> Int {
    var value = 0
    return ccurl_get_long(library.functions, handle, info, &value) == 0 ? value : 0
  }

  private func note(_ code: CInt) {
    if firstRefusal == 0 { firstRefusal = code }
  }
}

/// Header lines as libcurl takes them; freed with the object.
final class CurlHeaderList {
  private let library: CurlLibrary
  private(set) var pointer: UnsafeMutableRawPointer?

  /// Copies the lines; nil on want of memory.
  init?(_ lines: [String], _ library: CurlLibrary) {
    self.library = library
    for line in lines {
      guard let longer = ccurl_list_append(library.functions, pointer, line) else {
        ccurl_list_free(library.functions, pointer)
        pointer = nil
        return nil
      }
      pointer = longer
    }
  }

  deinit {
    if let pointer { ccurl_list_free(library.functions, pointer) }
  }
}
