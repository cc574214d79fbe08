import Glibc
import Platform
import Synchronization

/// File calls whose fsync fails while the switch is on, and which count them.
final class FaultSwitch: Sendable {
  private let state = Mutex((isOn: false, syncs: 0))

  var isOn: Bool {
    get { state.withLock { $0.isOn } }
    set { state.withLock { $0.isOn = newValue } }
  }

  var syncs: Int { state.withLock { $0.syncs } }

  var calls: FileCalls {
    var calls = FileCalls.system
    calls.sync = { _ in
      self.state.withLock { state in
        state.syncs += 1
        if state.isOn { errno = EIO }
        return state.isOn ? -1 : 0
      }
    }
    return calls
  }
}
