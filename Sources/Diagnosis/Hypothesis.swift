import WireFormat

/// A named change to a trial.
struct Hypothesis {
  /// Its stable name.
  let code: DiagnosisCode
  /// The fields concerned; empty for the text as a whole.
  var fields: [String] = []
  /// Particulars for people; may hold no key.
  var detail: String?
  /// How likely it is: how much it is tried together with others.
  var likelihood: Likelihood
  /// Lower ones are applied first.
  let family: Family
  /// What else has gone wrong when this has: causes that the same change stands for.
  var more: [DiagnosisCode] = []
  /// Whether it may come to matter with another mistake although it changes nothing by itself.
  var maySleep = false
  /// The one field that it gives another text, where it does nothing else.
  var replacement: Replacement?
  /// What it does to every signed value, where it does nothing else.
  var rewrite: ((Bytes) -> Bytes)?
  /// Makes the change.
  let apply: (inout Trial) -> Void

  /// Degrees of likelihood.
  enum Likelihood: Int, Comparable {
    /// Tried together with every other one that is not `alone`.
    case common
    /// Tried together with common ones.
    case usual
    /// Tried together with common ones that only change what stands behind the pairs.
    case rare
    /// Not tried together with any.
    case alone

    static func < (left: Likelihood, right: Likelihood) -> Bool { left.rawValue < right.rawValue }
  }

  init(
    code: DiagnosisCode, fields: [String] = [], detail: String? = nil,
    _ likelihood: Likelihood = .common, family: Family, more: [DiagnosisCode] = [],
    maySleep: Bool = false,
    replacement: Replacement? = nil, apply: @escaping (inout Trial) -> Void
  ) {
    self.code = code
    self.fields = fields
    self.detail = detail
    self.likelihood = likelihood
    self.family = family
    self.more = more
    self.maySleep = maySleep
    self.replacement = replacement
    self.apply = apply
  }

  /// Another text of one field.
  struct Replacement {
    /// The field's place in the message.
    var given: Int
    /// The text, where nothing else has changed the field.
    var text: Bytes
    /// Makes the text of what another hypothesis left; nil when the text is the same in any case.
    var rewrite: ((Bytes) -> Bytes)?
  }

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
    case ending
    case charset
    case digest

    /// Whether two of the family can go wrong at once: a text has one order, one digest.
    var isShared: Bool {
      switch self {
      case .rule, .order, .placement, .charset, .digest: false
      case .edit, .fields, .numbers, .nested, .encoding, .empties, .join, .key, .ending: true
      }
    }
  }

  /// The hypothesis as a part of an explanation.
  var causes: [Cause] {
    var detail = detail
    if detail == nil, let replacement, replacement.rewrite == nil {
      detail = DisplayText.quoted(replacement.text)
    }
    return [Cause(code: code, fields: fields, detail: detail)]
      + more.map { Cause(code: $0, fields: fields, detail: nil) }
  }
}
