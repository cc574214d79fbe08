/// The shapes that a thread has met lately: a small table, so a hostile file cannot fill memory.
struct ShapeTable: ~Copyable {
  private static let capacity = 128

  private let compiler: ShapeCompiler
  private let shapes: UnsafeMutablePointer<LineShape>
  private var memory: [ShapeMemory?]

  init(compiler: ShapeCompiler) {
    self.compiler = compiler
    shapes = .allocate(capacity: Self.capacity)
    shapes.initialize(repeating: LineShape(), count: Self.capacity)
    memory = Array(repeating: nil, count: Self.capacity)
  }

  deinit { shapes.deallocate() }

  /// The place of the shape of the line; compiled when it is new.
  @inline(__always)
  mutating func find(_ line: borrowing ParsedLine) -> Int {
    let words = line.present
    let mixed =
      (words[0] ^ words[1] &<< 13 ^ words[2] &<< 29 ^ words[3] &<< 43) &* 0x9E37_79B9_7F4A_7C15
    let index = Int(truncatingIfNeeded: mixed &>> 57)
    if shapes[index].present == words, shapes[index].unknownCount == line.unknownCount {
      return index
    }
    let kept = ShapeMemory()
    shapes[index] = compiler.shape(of: line, keptIn: kept)
    memory[index] = kept
    return index
  }

  @inline(__always)
  func shape(_ index: Int) -> UnsafePointer<LineShape> { UnsafePointer(shapes + index) }

  /// Notes which attempt fitted. The shape may be another one by now: it is a hint only.
  @inline(__always)
  func prefer(_ attempt: Int, of index: Int) {
    if attempt < shapes[index].attempts.count { shapes[index].favourite = attempt }
    shapes[index].expectsMisfit = false
  }

  /// Notes that no attempt fitted.
  @inline(__always)
  func expectMisfit(of index: Int) { shapes[index].expectsMisfit = shapes[index].isComplete }
}
