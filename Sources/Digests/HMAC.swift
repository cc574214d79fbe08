/// Keyed hashing (RFC 2104) over MD5, SHA-1 or SHA-256.
package enum HMAC<Function: HashFunction> {
  /// The code of a message under a key of any length.
  package static func code(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > Function.blockSize ? Function.digest(key) : key
    block += repeatElement(0, count: Function.blockSize - block.count)
    var inner = Function()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = Function()
    outer.update(block.map { $0 ^ 0x5C })
    outer.update(inner.finish())
    return outer.finish()
  }
}
