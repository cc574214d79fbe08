/// A named change to a trial.
struct Hypothesis {
  /// Its stable name.
  let code: DiagnosisCode
  /// The fields concerned; empty for the text as a whole.
  var fields: [String] = []
  /// Particulars for people; may hold no key.
  var detail: String?
  /// Whether it is likely enough to be tried together with another one.
  var isCommon = true
  /// Hypotheses of one family are never combined. Lower ones are applied first.
  let family: Family
  /// Makes the change.
  let apply: (inout Trial) -> Void

  /// The families in the order in which their changes are applied to a trial.
  enum Family: Int {
    case rule
    case edit
    case fields
    case numbers
    case nested
    case encoding
    case empties
    case order
    case join
    case placement
    case key
    case charset
    case digest
  }

  /// The hypothesis as a part of an explanation.
  var cause: Cause { Cause(code: code, fields: fields, detail: detail) }
}
