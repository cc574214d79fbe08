import Glibc
import Platform

/// Records in partitions: in memory up to a budget, in a temporary file beyond it.
///
/// The file is removed from its directory as soon as it is open, so that nothing is left behind
/// however the program ends. One thread writes; when writing is over, several may read.
final class PartitionStore: @unchecked Sendable {
  // Unchecked: see above; whoever writes from several threads holds a lock.

  /// Where the next record of a partition goes, and the bytes left there.
  private struct Head {
    var next: UnsafeMutableRawPointer?
    var left = 0
  }

  private enum Place {
    case memory(UnsafeMutableRawPointer)
    case file(offset: Int)
  }

  private struct Block {
    let place: Place
    let count: Int
  }

  /// Bytes of a block; no record is longer.
  let blockBytes: Int
  private let directory: String
  private let budget: Int
  private var inMemory = 0
  private var descriptor: CInt = -1
  private var fileEnd = 0
  private var blocks: [[Block]]
  private let heads: UnsafeMutablePointer<Head>
  private var memory = BlockMemory()
  let partitions: Int

  /// Makes a store; nothing is written before `budget` bytes are full.
  init(partitions: Int, directory: String, budget: Int, blockBytes: Int = 1 << 14) {
    self.partitions = partitions
    self.directory = directory
    self.budget = budget
    self.blockBytes = blockBytes
    blocks = Array(repeating: [], count: partitions)
    heads = .allocate(capacity: partitions)
    heads.initialize(repeating: Head(), count: partitions)
  }

  deinit {
    heads.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Room for a record of that many bytes at the end of a partition. `size` is at most a block, and
  /// `CompactRow.slack` bytes behind it may be written.
  @inline(__always)
  func room(_ partition: Int, size: Int) throws -> UnsafeMutableRawPointer {
    let head = heads + partition
    if size <= head.pointee.left, let place = head.pointee.next {
      head.pointee.next = place + size
      head.pointee.left &-= size
      return place
    }
    return try newBlock(partition, size)
  }

  @inline(never)
  private func newBlock(_ partition: Int, _ size: Int) throws -> UnsafeMutableRawPointer {
    let block = try seal(partition) ?? memory.block(of: blockBytes + CompactRow.slack)
    heads[partition] = Head(next: block + size, left: blockBytes - size)
    return block
  }

  /// Ends the open block: keeps it, or writes it and gives its memory for the next one.
  private func seal(_ partition: Int) throws -> UnsafeMutableRawPointer? {
    guard let end = heads[partition].next else { return nil }
    let count = blockBytes - heads[partition].left
    let block = end - count
    if inMemory + blockBytes <= budget {
      inMemory += blockBytes
      blocks[partition].append(Block(place: .memory(block), count: count))
      return nil
    }
    try write(UnsafeRawBufferPointer(start: block, count: count))
    blocks[partition].append(Block(place: .file(offset: fileEnd - count), count: count))
    return block
  }

  /// Ends all blocks; nothing may be written afterwards.
  func finish() throws {
    for partition in 0..<partitions {
      guard let end = heads[partition].next else { continue }
      let count = blockBytes - heads[partition].left
      blocks[partition].append(Block(place: .memory(end - count), count: count))
      heads[partition] = Head()
    }
  }

  /// Bytes in a partition.
  func byteCount(_ partition: Int) -> Int { blocks[partition].reduce(0) { $0 + $1.count } }

  /// Blocks of a partition.
  func blockCount(_ partition: Int) -> Int { blocks[partition].count }

  /// Copies a block to the start of the buffer, which holds `blockBytes`, and gives its length.
  func read(_ partition: Int, block index: Int, to buffer: UnsafeMutableRawPointer) throws -> Int {
    let block = blocks[partition][index]
    switch block.place {
    case .memory(let memory): memcpy(buffer, memory, block.count)
    case .file(let offset):
      var done = 0
      while done < block.count {
        let count = pread(descriptor, buffer + done, block.count - done, offset + done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SystemError(call: "read", subject: "temporary file") }
        done += count
      }
    }
    return block.count
  }

  /// Copies a whole partition to the buffer, which holds `byteCount` bytes.
  func read(_ partition: Int, to buffer: UnsafeMutableRawPointer) throws {
    var end = 0
    for index in blocks[partition].indices {
      end += try read(partition, block: index, to: buffer + end)
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    if descriptor < 0 { descriptor = try Self.temporaryFile(in: directory) }
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw SystemError(call: "write", subject: "temporary file in \(directory)")
      }
      done += count
    }
    fileEnd += bytes.count
  }

  private static func temporaryFile(in directory: String) throws -> CInt {
    let name = "\(directory)/.reconcile-\(getpid())-\(UInt64.random(in: .min ... .max))"
    let descriptor = Glibc.open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: name) }
    unlink(name)
    return descriptor
  }
}
