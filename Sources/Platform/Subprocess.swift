import Glibc

/// Runs a program without a shell and takes what it prints; for `key-command`.
package enum Subprocess {
  /// Why a program gave nothing.
  package enum Failure: Error, Sendable, Equatable {
    /// It could not be started.
    case notStarted(SystemError)
    /// It did not end in time and was killed.
    case timeout
    /// It ended with a status other than 0.
    case exit(Int)
    /// A signal ended it.
    case signal(Int)
    /// It printed more than the limit.
    case tooMuch
  }

  /// What the program printed on its standard output. Its standard error goes nowhere: it may hold a
  /// secret, so it is neither read nor passed on. A program that asks a person uses the terminal.
  package static func output(
    of arguments: [String], limit: Int, deadlineMilliseconds: Int64, clock: Clock
  ) throws(Failure) -> [UInt8] {
    var pipe: [CInt] = [-1, -1]
    guard Glibc.pipe(&pipe) == 0 else {
      throw .notStarted(SystemError(call: "pipe", subject: arguments[0]))
    }
    defer { close(pipe[0]) }
    for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child = pid_t()
    let result = posix_spawnp(&child, arguments[0], &actions, nil, words, environ())
    close(pipe[1])
    guard result == 0 else {
      throw .notStarted(SystemError(call: "spawn", subject: arguments[0], number: result))
    }
    let deadline = clock.monotonicMilliseconds() + deadlineMilliseconds
    var bytes: [UInt8] = []
    while true {
      let left = deadline - clock.monotonicMilliseconds()
      var ready = pollfd(fd: pipe[0], events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&ready, 1, CInt(min(left, 60_000))) >= 0 || errno == EINTR else {
        stop(child)
        throw .timeout
      }
      guard ready.revents != 0 else { continue }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(pipe[0], &chunk, chunk.count)
      if count <= 0 { break }
      bytes.append(contentsOf: chunk[0..<count])
      if bytes.count > limit {
        stop(child)
        throw .tooMuch
      }
    }
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    if status & 0x7F != 0 { throw .signal(Int(status & 0x7F)) }
    guard status == 0 else { throw .exit(Int(status >> 8 & 0xFF)) }
    return bytes
  }

  private static func stop(_ child: pid_t) {
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
  }

  /// The child gets a short environment: where programs are, who we are, and the language.
  private static func environ() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let names = [
      "PATH", "HOME", "USER", "LANG", "LC_ALL", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS",
      "GPG_TTY", "SSH_AUTH_SOCK", "XDG_RUNTIME_DIR",
    ]
    let list = names.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    let block = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: list.count + 1)
    for (index, entry) in list.enumerated() { block[index] = strdup(entry) }
    block[list.count] = nil
    return block
  }
}
