/// The words of `unsigned-answers`.
enum UnsignedAnswers: String, CaseIterable {
  case refuse, allow
}
