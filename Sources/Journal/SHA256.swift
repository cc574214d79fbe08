import Glibc

/// SHA-256 (FIPS 180-4) and its HMAC (RFC 2104), as much as the journal needs.
///
/// The rounds use masking shifts and raw pointers, so that a debug build stays usable too.
enum SHA256 {
  /// The digest of some bytes as eight big-endian words.
  static func words(_ bytes: UnsafeRawBufferPointer) -> SIMD8<UInt32> {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64 + 32) { scratch in
      guard let schedule = scratch.baseAddress else { return initial }
      var state = initial
      var done = 0
      if let start = bytes.baseAddress {
        while bytes.count - done >= 64 {
          compress(&state, start + done, schedule)
          done += 64
        }
      }
      return finish(&state, bytes, done, schedule)
    }
  }

  /// The 32 bytes of the digest.
  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    let words = bytes.withUnsafeBytes { self.words($0) }
    return (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) }
  }

  /// HMAC-SHA256, 32 bytes.
  static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? digest(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    return digest(block.map { $0 ^ 0x5C } + digest(block.map { $0 ^ 0x36 } + message))
  }

  private static let initial = SIMD8<UInt32>(
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
    0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19)

  /// Pads the last bytes in the two blocks that lie behind the schedule.
  private static func finish(
    _ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer, _ done: Int,
    _ schedule: UnsafeMutablePointer<UInt32>
  ) -> SIMD8<UInt32> {
    let left = bytes.count - done
    let total = left < 56 ? 64 : 128
    let pad = UnsafeMutableRawPointer(schedule + 64)
    memset(pad, 0, 128)
    if left > 0, let start = bytes.baseAddress { memcpy(pad, start + done, left) }
    pad.storeBytes(of: 0x80, toByteOffset: left, as: UInt8.self)
    let bits = UInt64(truncatingIfNeeded: bytes.count) &* 8
    pad.storeBytes(of: bits.bigEndian, toByteOffset: total - 8, as: UInt64.self)
    compress(&state, UnsafeRawPointer(pad), schedule)
    if total == 128 { compress(&state, UnsafeRawPointer(pad) + 64, schedule) }
    return state
  }

  private static func compress(
    _ state: inout SIMD8<UInt32>, _ block: UnsafeRawPointer, _ w: UnsafeMutablePointer<UInt32>
  ) {
    var i = 0
    while i < 16 {
      w[i] = block.loadUnaligned(fromByteOffset: i &* 4, as: UInt32.self).byteSwapped
      i &+= 1
    }
    while i < 64 {
      let x = w[i &- 15]
      let y = w[i &- 2]
      let s0 = ((x &>> 7) | (x &<< 25)) ^ ((x &>> 18) | (x &<< 14)) ^ (x &>> 3)
      let s1 = ((y &>> 17) | (y &<< 15)) ^ ((y &>> 19) | (y &<< 13)) ^ (y &>> 10)
      w[i] = w[i &- 16] &+ s0 &+ w[i &- 7] &+ s1
      i &+= 1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    constants.withUnsafeBufferPointer { k in
      i = 0
      while i < 64 {
        let s1 = ((e &>> 6) | (e &<< 26)) ^ ((e &>> 11) | (e &<< 21)) ^ ((e &>> 25) | (e &<< 7))
        let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ k[i] &+ w[i]
        let s0 = ((a &>> 2) | (a &<< 30)) ^ ((a &>> 13) | (a &<< 19)) ^ ((a &>> 22) | (a &<< 10))
        let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
        h = g
        g = f
        f = e
        e = d &+ t1
        d = c
        c = b
        b = a
        a = t1 &+ t2
        i &+= 1
      }
    }
    state = state &+ SIMD8(a, b, c, d, e, f, g, h)
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
