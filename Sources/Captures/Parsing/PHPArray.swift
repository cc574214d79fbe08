import WireFormat

/// A PHP array while it is read: a list if its keys count up from 0, else a map.
struct PHPArray {
  private var members: [(name: Bytes, value: DumpValue)] = []
  private var isList = true

  var count: Int { members.count }

  /// Adds a member; nil is the next number, as in `[1, 2]`.
  mutating func append(_ key: FieldValue?, _ value: DumpValue) {
    let next = Bytes(String(members.count).utf8)
    if let key, key != .number(next) { isList = false }
    members.append((key?.literal ?? next, value))
  }

  var value: DumpValue {
    isList && !members.isEmpty ? .list(members.map(\.value)) : .map(members)
  }
}
