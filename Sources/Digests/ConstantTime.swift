/// Comparison whose duration does not tell where two secrets differ.
package enum ConstantTime {
  /// Whether both are the same bytes. Only a difference in length, which is no secret, ends early.
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
