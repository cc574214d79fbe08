import ByteText
import Glibc

/// Verifies chunks: the work of one thread.
struct LineWorker: ~Copyable {
  private let options: BulkOptions
  private let slowPath: @Sendable ([UInt8]) -> LineVerdict
  private let hasFastPath: Bool
  private var fast: FastPath
  private var finder: FrameFinder
  private var memory = FrameMemory()
  /// The lines of the chunk, trimmed, and what is known of them.
  private var lines: UnsafeMutablePointer<ByteRun>
  private var states: UnsafeMutablePointer<FastPath.State>
  /// What the fast path read, the line or the message in it, and what stands around that: the look of a
  /// line that is nothing but its message is 0.
  private var frames: UnsafeMutablePointer<LineFrame>
  private var capacity = 4096
  private var count = 0

  init(
    options: BulkOptions, compiler: ShapeCompiler,
    slowPath: @escaping @Sendable ([UInt8]) -> LineVerdict
  ) {
    self.options = options
    self.slowPath = slowPath
    hasFastPath = !compiler.subjects.isEmpty
    fast = FastPath(compiler: compiler)
    finder = FrameFinder(table: compiler.table)
    lines = .allocate(capacity: capacity)
    states = .allocate(capacity: capacity)
    frames = .allocate(capacity: capacity)
  }

  deinit {
    lines.deallocate()
    states.deallocate()
    frames.deallocate()
  }

  /// Verifies the lines of a chunk.
  mutating func verify(_ chunk: borrowing ChunkBuffer) -> ChunkResult {
    var result = ChunkResult()
    result.summary.bytes = chunk.count
    if chunk.isLongLine {
      result.summary.lines = 1
      result.summary.count(.unreadable)
      result.append(Self.tooLong, line: 0)
      return result
    }
    // A last line may lack its line feed; the scanners rely on a control byte behind every line.
    chunk.start[chunk.count] = .lineFeed
    split(chunk)
    if hasFastPath {
      fast.reserve(count)
      finder.begin(chunkBytes: chunk.count, lines: count)
      for index in 0..<count where states[index] == .pending {
        if fast.take(lines[index], number: index, states: states) || takeMessage(in: index) {
          continue
        }
        states[index] = .slow
      }
      finish()
      // What begins like a form, as `ts=… body="…"`, may be a log, too.
      for index in 0..<count where frames[index].skeleton == 0 {
        guard states[index] == .slow || states[index] == .doubtful else { continue }
        states[index] = .slow
        _ = takeMessage(in: index)
      }
      finish()
    }
    report(&result, chunk)
    return result
  }

  private mutating func finish() {
    let frames = frames
    fast.finish(states) { frames[$0].message }
  }

  /// Puts the message of a log line with the others; false where the line itself decides.
  private mutating func takeMessage(in index: Int) -> Bool {
    guard var frame = finder.find(lines[index]) else { return false }
    if case .doubted? = memory[frame.skeleton] { return false }
    guard frame.message.count > 0 else {
      frame.message = lines[index]
      frames[index] = frame
      return false
    }
    guard fast.take(frame.message, number: index, states: states) else { return false }
    // A field that no table knows may stand in the log's own request, too, with another value, or be taken
    // for the object that carries the message.
    let names = fast.unknownNames
    if !names.isEmpty,
      FrameFinder.hasBrace(frame.message)
        || FrameFinder.has(names, around: frame, in: lines[index])
    {
      frame.skeleton = Self.unsure
    }
    frames[index] = frame
    return true
  }

  /// The look of a line about which nothing is learnt.
  private static let unsure: UInt64 = 1

  private static let tooLong = LineVerdict(.unreadable, code: "line_too_long")

  private mutating func split(_ chunk: borrowing ChunkBuffer) {
    count = 0
    var place = UnsafePointer(chunk.start)
    let end = place + chunk.count
    while place < end {
      let feed =
        memchr(place, Int32(UInt8.lineFeed), end - place).map {
          UnsafePointer<UInt8>($0.assumingMemoryBound(to: UInt8.self))
        } ?? end
      if count == capacity { grow() }
      var state = feed - place > options.maximumLineBytes ? FastPath.State.tooLong : .pending
      var (first, last) = (place, feed)
      while first < last, first.pointee.isSpace { first += 1 }
      while last > first, last[-1].isSpace { last -= 1 }
      if first == last { state = .blank } else if state == .pending, !hasFastPath { state = .slow }
      (lines + count).initialize(to: ByteRun(start: first, count: last - first))
      (states + count).initialize(to: state)
      (frames + count).initialize(
        to: LineFrame(message: lines[count], raw: lines[count], skeleton: 0))
      count += 1
      place = feed + 1
    }
  }

  /// Whether blanks were trimmed off the line, a final carriage return not counted.
  private func hasBlanks(_ line: ByteRun, _ chunk: borrowing ChunkBuffer) -> Bool {
    let end = line.start + line.count
    let isCut = line.start > UnsafePointer(chunk.start) && line.start[-1] != .lineFeed
    return isCut
      || end.pointee != .lineFeed && !(end.pointee == .carriageReturn && end[1] == .lineFeed)
  }

  private mutating func grow() {
    lines = grown(lines)
    states = grown(states)
    frames = grown(frames)
    capacity *= 2
  }

  private func grown<Element>(_ old: UnsafeMutablePointer<Element>)
    -> UnsafeMutablePointer<Element>
  {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: old, count: count)
    old.deallocate()
    return larger
  }

  /// The line as it came, without its line end: blanks at its ends may have been signed.
  private func whole(_ line: ByteRun, in chunk: borrowing ChunkBuffer) -> [UInt8] {
    var (first, last) = (line.start, line.start + line.count)
    while first > UnsafePointer(chunk.start), first[-1].isSpace, first[-1] != .lineFeed {
      first -= 1
    }
    while last.pointee != .lineFeed, last.pointee.isSpace { last += 1 }
    if last > line.start + line.count, last[-1] == .carriageReturn { last -= 1 }
    return ByteRun(start: first, count: last - first).bytes
  }

  private mutating func report(_ result: inout ChunkResult, _ chunk: borrowing ChunkBuffer) {
    result.summary.lines = count
    for index in 0..<count {
      switch states[index] {
      case .valid where isTrusted(index, chunk):
        result.summary.valid += 1
        if options.printsEveryLine {
          let facts = fast.facts(of: frames[index].message, number: index)
          result.append(
            .valid, code: facts.isOwnRequest ? "own_request" : nil, order: facts.order, line: index)
        }
      // One that could be read otherwise has been sent the long way already.
      case .mismatch where isForged(index, chunk):
        result.summary.invalid += 1
        result.append(
          forged: fast.claimedOrder(of: frames[index].message, number: index), line: index)
      case .blank:
        result.summary.blank += 1
      case .tooLong:
        result.summary.count(.unreadable)
        result.append(Self.tooLong, line: index)
      case .valid, .slow, .pending, .mismatch, .doubtful:
        let verdict = judged(index, chunk, &result)
        result.summary.count(verdict.outcome)
        if verdict.outcome != .valid || options.printsEveryLine {
          result.append(verdict, line: index)
        }
      }
    }
  }

  /// Whether a digest that fits is all that the line needs: it stands alone, or in text that the long way
  /// has seen around a message.
  private func isTrusted(_ index: Int, _ chunk: borrowing ChunkBuffer) -> Bool {
    guard frames[index].skeleton != 0 else { return true }
    guard !hasBlanks(lines[index], chunk) else { return false }
    if case .trusted? = memory[frames[index].skeleton] { return true }
    return false
  }

  /// Whether a digest that does not fit is all that the line needs: it stands alone, or where the long way
  /// has said so of another one.
  private func isForged(_ index: Int, _ chunk: borrowing ChunkBuffer) -> Bool {
    guard !hasBlanks(lines[index], chunk) else { return false }
    guard frames[index].skeleton != 0 else { return true }
    if let key = certainty(of: index), case .trusted? = memory[key] { return true }
    return false
  }

  private func certainty(of index: Int) -> UInt64? {
    guard frames[index].skeleton > Self.unsure else { return nil }
    return finder.certainty(of: lines[index], frames[index], fast.misfits[index])
  }

  /// The verdict of the long way, or what it said of a line without a message that looks the same.
  private mutating func judged(
    _ index: Int, _ chunk: borrowing ChunkBuffer, _ result: inout ChunkResult
  ) -> LineVerdict {
    let skeleton = hasBlanks(lines[index], chunk) ? 0 : frames[index].skeleton
    if skeleton != 0, case .nothing(let verdict)? = memory[skeleton] { return verdict }
    let key = skeleton != 0 && states[index] == .mismatch ? certainty(of: index) : nil
    if let key, case .faulty(var verdict)? = memory[key] {
      let order = fast.claimedOrder(of: frames[index].message, number: index)
      // What an empty number makes of a message, the long way says.
      if order.count > 0 {
        verdict.order = String(decoding: order.bytes, as: UTF8.self)
        return verdict
      }
    }
    result.summary.slowLines += 1
    let verdict = slowPath(whole(lines[index], in: chunk))
    guard skeleton > Self.unsure else { return verdict }
    if states[index] == .valid {
      memory.note(verdict.outcome == .valid ? .trusted : .doubted, of: skeleton)
    } else if let key {
      if let word = word(of: verdict, index) { memory.note(word, of: key) }
    } else if frames[index].message.start == lines[index].start, verdict.outcome == .unreadable,
      verdict.place == "byte 1"
    {
      memory.note(.nothing(verdict), of: skeleton)
    }
    return verdict
  }

  /// What a verdict of the long way on a message that nobody signed says of others like it; nothing where
  /// it has a fault that is not theirs.
  private mutating func word(of verdict: LineVerdict, _ index: Int) -> FrameMemory.Word? {
    let order = fast.claimedOrder(of: frames[index].message, number: index).bytes
    var bare = verdict
    bare.order = nil
    let isPlain = bare == LineVerdict(.invalid, code: LineVerdict.mismatchCode)
    if order.isEmpty, !isPlain { return nil }
    // The place of a byte is that line's own.
    guard (verdict.order ?? "").utf8.elementsEqual(order),
      verdict.place?.hasPrefix("byte ") != true, verdict.outcome != .valid
    else { return .doubted }
    return isPlain ? .trusted : .faulty(verdict)
  }
}
