import Glibc
import Platform
import Synchronization
import TestSupport

/// A disk in memory that forgets what was not synced when the machine stops, and whose last line may
/// rot then.
final class MemoryDisk: Sendable {
  private final class File: @unchecked Sendable {
    // Unchecked: only touched with the disk's lock held.
    var data: [UInt8] = []
    var durable: [UInt8] = []
    var locked = false
    let number: UInt

    init(_ number: UInt) { self.number = number }
  }

  private struct State {
    var files: [String: File] = [:]
    var directories: Set<String> = ["/"]
    var open: [CInt: (file: File?, locks: Bool)] = [:]
    var nextDescriptor: CInt = 100
    var nextNumber: UInt = 1
  }

  private let state = Mutex(State())

  var calls: FileCalls {
    var calls = FileCalls.system
    calls.open = { path, flags, _ in self.open(path, flags) }
    calls.close = { descriptor in
      self.state.withLock { state in
        if let entry = state.open.removeValue(forKey: descriptor), entry.locks {
          entry.file?.locked = false
        }
        return 0
      }
    }
    calls.readAt = { descriptor, buffer, offset in
      self.state.withLock { state in
        guard let file = state.open[descriptor]?.file else { return Self.fail(EBADF) }
        let start = min(Int(offset), file.data.count)
        let part = file.data[start..<min(file.data.count, start + buffer.count)]
        buffer.copyBytes(from: part)
        return part.count
      }
    }
    calls.write = { descriptor, bytes in
      self.state.withLock { state in
        guard let file = state.open[descriptor]?.file else { return Self.fail(EBADF) }
        file.data += bytes
        return bytes.count
      }
    }
    calls.writeAt = { descriptor, bytes, offset in
      self.state.withLock { state in
        guard let file = state.open[descriptor]?.file else { return Self.fail(EBADF) }
        let end = Int(offset) + bytes.count
        if file.data.count < end {
          file.data += [UInt8](repeating: 0, count: end - file.data.count)
        }
        file.data.replaceSubrange(Int(offset)..<end, with: bytes)
        return bytes.count
      }
    }
    calls.sync = { descriptor in
      self.state.withLock { state in
        if let file = state.open[descriptor]?.file { file.durable = file.data }
        return 0
      }
    }
    calls.reserve = { _, _, _ in 0 }
    calls.fileSystem = { _ in 0 }
    addNameCalls(&calls)
    return calls
  }

  private func addNameCalls(_ calls: inout FileCalls) {
    calls.status = { descriptor, result in
      var found: stat?
      self.state.withLock { state in
        found = state.open[descriptor]?.file.map(Self.status)
      }
      guard let found else { return Self.failCode(EBADF) }
      result = found
      return 0
    }
    calls.linkStatus = { path, result in
      var found: stat?
      self.state.withLock { state in
        if let file = state.files[path] {
          found = Self.status(file)
        } else if state.directories.contains(path) {
          var status = stat()
          status.st_mode = S_IFDIR | 0o700
          status.st_uid = geteuid()
          found = status
        }
      }
      guard let found else { return Self.failCode(ENOENT) }
      result = found
      return 0
    }
    calls.lock = { descriptor, _ in
      self.state.withLock { state in
        guard let entry = state.open[descriptor], let file = entry.file else {
          return Self.failCode(EBADF)
        }
        if file.locked { return Self.failCode(EWOULDBLOCK) }
        file.locked = true
        state.open[descriptor]?.locks = true
        return 0
      }
    }
    calls.rename = { from, to in
      self.state.withLock { state in
        guard let file = state.files.removeValue(forKey: from) else {
          return Self.failCode(ENOENT)
        }
        state.files[to] = file
        return 0
      }
    }
    calls.remove = { path in
      self.state.withLock { state in
        state.files.removeValue(forKey: path) == nil ? Self.failCode(ENOENT) : 0
      }
    }
    calls.makeDirectory = { path, _ in
      self.state.withLock { state in
        state.directories.insert(path).inserted ? 0 : Self.failCode(EEXIST)
      }
    }
    calls.names = { directory in
      self.state.withLock { state in
        state.files.keys.filter { $0.hasPrefix(directory + "/") }
          .map { String($0.dropFirst(directory.count + 1)) }
      }
    }
  }

  private func open(_ path: String, _ flags: CInt) -> CInt {
    state.withLock { state in
      if state.directories.contains(path) {
        state.nextDescriptor += 1
        state.open[state.nextDescriptor] = (nil, false)
        return state.nextDescriptor
      }
      if state.files[path] == nil {
        guard flags & O_CREAT != 0 else { return Self.failCode(ENOENT) }
        state.nextNumber += 1
        state.files[path] = File(state.nextNumber)
      } else if flags & O_EXCL != 0 {
        return Self.failCode(EEXIST)
      }
      state.nextDescriptor += 1
      state.open[state.nextDescriptor] = (state.files[path], false)
      return state.nextDescriptor
    }
  }

  private static func status(_ file: File) -> stat {
    var status = stat()
    status.st_mode = S_IFREG | 0o600
    status.st_uid = geteuid()
    status.st_nlink = 1
    status.st_ino = file.number
    status.st_size = file.data.count
    return status
  }

  private static func fail(_ number: CInt) -> Int {
    errno = number
    return -1
  }

  private static func failCode(_ number: CInt) -> CInt {
    errno = number
    return -1
  }

  /// Stops the machine: of what was not synced, some bytes reached the disk.
  func stop(_ random: inout SplitMix64) {
    var random = random
    state.withLock { state in
      for path in state.files.keys.sorted() {
        guard let file = state.files[path] else { continue }
        file.locked = false
        if file.data.starts(with: file.durable) {
          let unsynced = file.data.count - file.durable.count
          file.data.removeLast(unsynced - Int.random(in: 0...unsynced, using: &random))
        } else if random.happens(percent: 50) {
          file.data = file.durable
        }
        file.durable = file.data
      }
      state.open = [:]
    }
  }

  func bytes(_ path: String) -> [UInt8] { state.withLock { $0.files[path]?.data ?? [] } }

  func replace(_ path: String, _ bytes: [UInt8]) {
    state.withLock { state in
      state.files[path]?.data = bytes
      state.files[path]?.durable = bytes
    }
  }

  func remove(_ path: String) { state.withLock { $0.files[path] = nil } }
}
