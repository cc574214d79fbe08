import Platform

/// Lets one thread at a time work on a key, so that the shop's handler is not called twice at once
/// for one order.
final class KeyedGate: Sendable {
  private let busy = Monitor<Set<CallbackDigest>>([])

  /// Waits until nobody works on the key and takes it. True when another thread had it first.
  func enter(_ key: CallbackDigest) -> Bool {
    var hasWaited = false
    busy.wait { keys -> Void? in
      guard keys.insert(key).inserted else {
        hasWaited = true
        return nil
      }
      return ()
    }
    return hasWaited
  }

  /// Gives the key back.
  func leave(_ key: CallbackDigest) { busy.change { _ = $0.remove(key) } }
}
