/// The forms of `--output`.
enum OutputFormat: String, CaseIterable {
  case table, json, ndjson, csv, tsv, value
}
