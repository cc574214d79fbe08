/// Spans of time as people write them.
package enum TimeSpan {
  /// The milliseconds of `90s`, `5m`, `1h30m`, `250ms`, `2d`; nil for anything else.
  package static func milliseconds(_ text: String) -> Int64? {
    ValueShape.durationMilliseconds(text).map(Int64.init)
  }
}
