import PaymentValues
import Synchronization

/// The keys that a run of the program has come to know: no file that it writes may hold one.
final class KnownKeys: Sendable {
  private let secrets = Mutex<[Secret]>([])

  /// Remembers a key.
  func add(_ secret: Secret) { secrets.withLock { $0.append(secret) } }

  /// Finds and covers up what is known by now.
  var all: KeyGuard { KeyGuard(secrets.withLock { $0 }) }
}
