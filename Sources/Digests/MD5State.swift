/// The chaining value of MD5 and its compression function (RFC 1321 section 3.4).
struct MD5State {
  var a: UInt32 = 0x6745_2301
  var b: UInt32 = 0xEFCD_AB89
  var c: UInt32 = 0x98BA_DCFE
  var d: UInt32 = 0x1032_5476

  /// The sixteen bytes of the digest.
  var bytes: [UInt8] {
    let words = (a.littleEndian, b.littleEndian, c.littleEndian, d.littleEndian)
    return withUnsafeBytes(of: words) { Array($0) }
  }

  /// Takes in `count` blocks of 64 bytes that need no alignment.
  mutating func compress(_ blocks: UnsafeRawPointer, count: Int) {
    for index in 0..<count { compress(blocks + index &* 64) }
  }

  /// The 64 steps, written out: a loop costs a third of the speed.
  private mutating func compress(_ p: UnsafeRawPointer) {
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

    self.a &+= a
    self.b &+= b
    self.c &+= c
    self.d &+= d
  }
}

// One step each: the round's function of b, c and d, a message word, a constant, a rotation. The
// word and the constant are added first, because they do not wait for the step before.

@inline(__always)
private func f(
  _ a: inout UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32,
  _ block: UnsafeRawPointer, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, d ^ (b & (c ^ d)), word(block, index) &+ constant, turn)
}

@inline(__always)
private func g(
  _ a: inout UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32,
  _ block: UnsafeRawPointer, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, c ^ (d & (b ^ c)), word(block, index) &+ constant, turn)
}

@inline(__always)
private func h(
  _ a: inout UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32,
  _ block: UnsafeRawPointer, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, (b ^ c) ^ d, word(block, index) &+ constant, turn)
}

@inline(__always)
private func i(
  _ a: inout UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32,
  _ block: UnsafeRawPointer, _ index: Int, _ turn: UInt32, _ constant: UInt32
) {
  step(&a, b, c ^ (b | ~d), word(block, index) &+ constant, turn)
}

@inline(__always)
private func word(_ block: UnsafeRawPointer, _ index: Int) -> UInt32 {
  UInt32(littleEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
}

@inline(__always)
private func step(
  _ a: inout UInt32, _ b: UInt32, _ mixed: UInt32, _ added: UInt32, _ turn: UInt32
) {
  let sum = a &+ mixed &+ added
  a = b &+ (sum &<< turn | sum &>> (32 &- turn))
}
