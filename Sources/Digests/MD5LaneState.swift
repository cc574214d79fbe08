/// The chaining values of eight MD5 computations side by side.
struct MD5LaneState {
  var a = Lanes(repeating: 0x6745_2301)
  var b = Lanes(repeating: 0xEFCD_AB89)
  var c = Lanes(repeating: 0x98BA_DCFE)
  var d = Lanes(repeating: 0x1032_5476)

  /// The 64 steps over one block a lane, written out. `p` holds the sixteen words of the eight
  /// blocks, transposed. Lanes where `live` is zero keep their value.
  @inline(never)
  mutating func compress(_ p: UnsafePointer<Lanes>, live: Lanes) {
    var (a, b, c, d) = (a, b, c, d)

    f(&a, b, c, d, p, 0, 7, 0xD76A_A478)
    f(&d, a, b, c, p, 1, 12, 0xE8C7_B756)
    f(&c, d, a, b, p, 2, 17, 0x2420_70DB)
    f(&b, c, d, a, p, 3, 22, 0xC1BD_CEEE)
    f(&a, b, c, d, p, 4, 7, 0xF57C_0FAF)
    f(&d, a, b, c, p, 5, 12, 0x4787_C62A)
    f(&c, d, a, b, p, 6, 17, 0xA830_4613)
    f(&b, c, d, a, p, 7, 22, 0xFD46_9501)
    f(&a, b, c, d, p, 8, 7, 0x6980_98D8)
    f(&d, a, b, c, p, 9, 12, 0x8B44_F7AF)
    f(&c, d, a, b, p, 10, 17, 0xFFFF_5BB1)
    f(&b, c, d, a, p, 11, 22, 0x895C_D7BE)
    f(&a, b, c, d, p, 12, 7, 0x6B90_1122)
    f(&d, a, b, c, p, 13, 12, 0xFD98_7193)
    f(&c, d, a, b, p, 14, 17, 0xA679_438E)
    f(&b, c, d, a, p, 15, 22, 0x49B4_0821)

    g(&a, b, c, d, p, 1, 5, 0xF61E_2562)
    g(&d, a, b, c, p, 6, 9, 0xC040_B340)
    g(&c, d, a, b, p, 11, 14, 0x265E_5A51)
    g(&b, c, d, a, p, 0, 20, 0xE9B6_C7AA)
    g(&a, b, c, d, p, 5, 5, 0xD62F_105D)
    g(&d, a, b, c, p, 10, 9, 0x0244_1453)
    g(&c, d, a, b, p, 15, 14, 0xD8A1_E681)
    g(&b, c, d, a, p, 4, 20, 0xE7D3_FBC8)
    g(&a, b, c, d, p, 9, 5, 0x21E1_CDE6)
    g(&d, a, b, c, p, 14, 9, 0xC337_07D6)
    g(&c, d, a, b, p, 3, 14, 0xF4D5_0D87)
    g(&b, c, d, a, p, 8, 20, 0x455A_14ED)
    g(&a, b, c, d, p, 13, 5, 0xA9E3_E905)
    g(&d, a, b, c, p, 2, 9, 0xFCEF_A3F8)
    g(&c, d, a, b, p, 7, 14, 0x676F_02D9)
    g(&b, c, d, a, p, 12, 20, 0x8D2A_4C8A)

    h(&a, b, c, d, p, 5, 4, 0xFFFA_3942)
    h(&d, a, b, c, p, 8, 11, 0x8771_F681)
    h(&c, d, a, b, p, 11, 16, 0x6D9D_6122)
    h(&b, c, d, a, p, 14, 23, 0xFDE5_380C)
    h(&a, b, c, d, p, 1, 4, 0xA4BE_EA44)
    h(&d, a, b, c, p, 4, 11, 0x4BDE_CFA9)
    h(&c, d, a, b, p, 7, 16, 0xF6BB_4B60)
    h(&b, c, d, a, p, 10, 23, 0xBEBF_BC70)
    h(&a, b, c, d, p, 13, 4, 0x289B_7EC6)
    h(&d, a, b, c, p, 0, 11, 0xEAA1_27FA)
    h(&c, d, a, b, p, 3, 16, 0xD4EF_3085)
    h(&b, c, d, a, p, 6, 23, 0x0488_1D05)
    h(&a, b, c, d, p, 9, 4, 0xD9D4_D039)
    h(&d, a, b, c, p, 12, 11, 0xE6DB_99E5)
    h(&c, d, a, b, p, 15, 16, 0x1FA2_7CF8)
    h(&b, c, d, a, p, 2, 23, 0xC4AC_5665)

    i(&a, b, c, d, p, 0, 6, 0xF429_2244)
    i(&d, a, b, c, p, 7, 10, 0x432A_FF97)
    i(&c, d, a, b, p, 14, 15, 0xAB94_23A7)
    i(&b, c, d, a, p, 5, 21, 0xFC93_A039)
    i(&a, b, c, d, p, 12, 6, 0x655B_59C3)
    i(&d, a, b, c, p, 3, 10, 0x8F0C_CC92)
    i(&c, d, a, b, p, 10, 15, 0xFFEF_F47D)
    i(&b, c, d, a, p, 1, 21, 0x8584_5DD1)
    i(&a, b, c, d, p, 8, 6, 0x6FA8_7E4F)
    i(&d, a, b, c, p, 15, 10, 0xFE2C_E6E0)
    i(&c, d, a, b, p, 6, 15, 0xA301_4314)
    i(&b, c, d, a, p, 13, 21, 0x4E08_11A1)
    i(&a, b, c, d, p, 4, 6, 0xF753_7E82)
    i(&d, a, b, c, p, 11, 10, 0xBD3A_F235)
    i(&c, d, a, b, p, 2, 15, 0x2AD7_D2BB)
    i(&b, c, d, a, p, 9, 21, 0xEB86_D391)

    self.a &+= a & live
    self.b &+= b & live
    self.c &+= c & live
    self.d &+= d & live
  }
}

/// One word of eight messages.
typealias Lanes = SIMD8<UInt32>

// One step each: the round's function of b, c and d, a message word, a constant, a rotation. The
// word and the constant are added first, because they do not wait for the step before.

@inline(__always)
private func f(
  _ a: inout Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes,
  _ words: UnsafePointer<Lanes>, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, d ^ (b & (c ^ d)), words[index] &+ Lanes(repeating: constant), turn)
}

@inline(__always)
private func g(
  _ a: inout Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes,
  _ words: UnsafePointer<Lanes>, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, c ^ (d & (b ^ c)), words[index] &+ Lanes(repeating: constant), turn)
}

@inline(__always)
private func h(
  _ a: inout Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes,
  _ words: UnsafePointer<Lanes>, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, (b ^ c) ^ d, words[index] &+ Lanes(repeating: constant), turn)
}

@inline(__always)
private func i(
  _ a: inout Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes,
  _ words: UnsafePointer<Lanes>, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, c ^ (b | ~d), words[index] &+ Lanes(repeating: constant), turn)
}

@inline(__always)
private func step(_ a: inout Lanes, _ b: Lanes, _ mixed: Lanes, _ added: Lanes, _ turn: UInt32) {
  let sum = a &+ mixed &+ added
  // The halves of the rotation are joined by an addition on purpose. With `|` or `^` the compiler
  // recognises a rotation, does it lane by lane in scalar registers, and half the speed is gone.
  let left = sum &<< Lanes(repeating: turn)
  let right = sum &>> Lanes(repeating: 32 &- turn)
  a = b &+ (left &+ right)
}
