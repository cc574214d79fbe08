import Glibc

/// A POSIX thread that runs one closure. Joining is optional; a thread that is not joined is detached.
package struct Thread: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let handle: pthread_t

  /// Starts a thread. Throws when the system has none to give.
  package init(_ run: @escaping @Sendable () -> Void) throws {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run))
    let result = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    if result != 0 {
      body.release()
      throw SystemError(call: "pthread_create", subject: "thread", number: result)
    }
    handle = thread
  }

  /// Waits until the closure has returned.
  package func join() { pthread_join(handle, nil) }

  /// Gives the thread back to the system when it ends.
  package func detach() { pthread_detach(handle) }
}
