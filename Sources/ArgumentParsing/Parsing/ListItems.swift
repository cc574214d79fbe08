/// Cuts the value of a list option into items.
enum ListItems {
  /// The ranges of the items in `value`: one, unless the option separates items by commas. An
  /// empty value of such an option is an empty list.
  static func split(_ value: [UInt8], option: OptionSpec) -> [Range<Int>] {
    guard option.isList, option.splitsAtCommas else { return [0..<value.count] }
    if value.isEmpty { return [] }
    var result: [Range<Int>] = []
    var start = 0
    for (index, byte) in value.enumerated() where byte == UInt8(ascii: ",") {
      result.append(start..<index)
      start = index + 1
    }
    result.append(start..<value.count)
    return result
  }
}
