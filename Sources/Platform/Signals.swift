import Glibc
import Synchronization

/// What the first Ctrl-C or SIGTERM sets and the second acts upon.
private let caught = Atomic<Int32>(0)

/// Signals as a flag that loops look at: what is in flight is finished, then the program ends.
package enum Signals {
  /// From now on the first SIGINT or SIGTERM only sets the flag; a second one ends the process at once.
  /// SIGPIPE becomes an error of the write, and so does SIGXFSZ: a file at its limit is a full disk.
  package static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        if caught.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }

  /// The signal that came, or nil.
  package static var received: Int32? {
    let number = caught.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Waits for one of them.
  package static func wait() {
    while received == nil { poll(nil, 0, 50) }
  }
}
