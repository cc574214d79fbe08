import Glibc

/// Who runs this process, as the system knows it; not what a variable says.
package enum UserName {
  /// The login name of the real user, or `uid-N` without one.
  package static var current: String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
      return "uid-\(getuid())"
    }
    return String(cString: name)
  }
}
