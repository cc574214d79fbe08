import Diagnosis

/// A wrong signature and the cause that must be found.
struct Case: Sendable, CustomStringConvertible {
  let code: DiagnosisCode
  let sample: Sample
  let sign: String
  var context = DiagnosisContext()

  var description: String { "\(code.rawValue) at \(sample)" }

  init?(
    _ code: DiagnosisCode, _ sample: Sample?, _ context: DiagnosisContext = DiagnosisContext(),
    _ change: (inout MerchantText) -> Void
  ) {
    guard let sample else { return nil }
    self.init(code, sample, sign: sample.text(change).sign(), context)
  }

  init(
    _ code: DiagnosisCode, _ sample: Sample, sign: String,
    _ context: DiagnosisContext = DiagnosisContext()
  ) {
    self.code = code
    self.sample = sample
    self.sign = sign
    self.context = context
  }
}
