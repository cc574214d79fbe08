import CCurl

/// The three C callbacks that carry libcurl's news to a `CurlExchange`.
enum CurlCallbacks {
  private static let headerOut: CInt = 2
  private static let dataOut: CInt = 4

  /// Ties the exchange to the handle. The caller keeps the exchange alive while libcurl runs.
  static func attach(_ exchange: CurlExchange, to handle: CurlHandle) {
    let context = UnsafeRawPointer(Unmanaged.passUnretained(exchange).toOpaque())
    handle.set(CCURL_HEADERDATA, pointer: context)
    handle.set(CCURL_WRITEDATA, pointer: context)
    handle.set(CCURL_DEBUGDATA, pointer: context)
    handle.setSinks(header: header, body: body, trace: trace)
  }

  private static let header: ccurl_sink = { bytes, size, count, context in
    deliver(bytes, size, count, context) { $0.takeHeader($1) }
  }

  private static let body: ccurl_sink = { bytes, size, count, context in
    deliver(bytes, size, count, context) { $0.takeBody($1) }
  }

  private static let trace: ccurl_trace = { _, kind, bytes, count, context in
    guard kind == headerOut || kind == dataOut, let exchange = exchange(context) else { return 0 }
    exchange.noteSent(
      UnsafeRawBufferPointer(start: bytes, count: count), isHeader: kind == headerOut)
    return 0
  }

  /// The count that libcurl takes as "go on": all of it. Any other, here -1, ends the transfer;
  /// 0 would not when there are 0 bytes.
  private static func deliver(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    _ take: (CurlExchange, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    let (total, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow, let exchange = exchange(context) else { return -1 }
    return take(exchange, UnsafeRawBufferPointer(start: bytes, count: total)) ? total : -1
  }

  private static func exchange(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
    context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
  }
}
