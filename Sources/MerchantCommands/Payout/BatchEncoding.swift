/// The encodings that a batch file may have.
enum BatchEncoding: String {
  case utf8, gb18030, utf16
}
