extension SpecLint {
  mutating func checkMessage(_ message: MessageSpec, _ place: String) {
    for (index, field) in message.fields.enumerated() {
      check(field, of: message, "\(place).fields[\(index)]")
    }
    for parent in Set(message.fields.map(\.parent)) {
      let spellings = message.fields.filter { $0.parent == parent }.flatMap(\.spellings)
      for name in repeated(spellings) {
        error("spec_field_twice", "\(place).fields", "Two rows are spelled `\(name)`.")
      }
    }
    for role in repeated(message.fields.compactMap(\.role)) where role != .container {
      error(
        "spec_role_twice", "\(place).fields", "Two rows have the role `\(role.rawValue)`.",
        hint: "If they are two spellings of one field, list one among the other's `aliases`.")
    }
    checkStates(message, place)
    checkSuccess(message, place)
    checkSigning(message, place)
    checkRoles(message, place)
  }

  private mutating func check(_ field: FieldSpec, of message: MessageSpec, _ place: String) {
    if field.spellings.contains("") {
      error("spec_field_name", place, "A field needs a name.")
    }
    if let parent = field.parent {
      let holder = message.fields.first { $0.name == parent }
      if holder?.kind != .object {
        error("spec_parent", "\(place).parent", "`\(parent)` is not a row of type object here.")
      }
    }
    if field.maximumLength == 0 {
      error("spec_length", "\(place).max-length", "Nothing fits a length of zero.")
    }
    if case .code(let kind) = field.kind, gateway.codeTable(kind) == nil {
      warning("spec_no_codes", "\(place).type", "There is no table of `\(kind.rawValue)` codes.")
    }
    if case .choice(let words) = field.kind, let value = field.defaultValue, !words.contains(value)
    {
      error("spec_default", "\(place).default", "`\(value)` is not among the choices.")
    }
    if case .oneOf(let group) = field.requirement,
      message.fields.filter({ $0.requirement == .oneOf(group) }).count < 2
    {
      error("spec_group", "\(place).required", "The group `\(group)` has no other member.")
    }
    checkAmount(field, place)
  }

  private mutating func checkAmount(_ field: FieldSpec, _ place: String) {
    let isAmount = if case .amount = field.kind { true } else { false }
    switch field.role {
    case .amount, .paidAmount, .income:
      guard !isAmount else { return }
      error(
        "spec_amount", "\(place).type", "An amount needs its unit.",
        hint: "Write `\"type\": \"yuan\"`, `\"fen\"` or `\"whole-yuan\"`.")
    default: return
    }
  }

  private mutating func checkStates(_ message: MessageSpec, _ place: String) {
    let field = message.field(.state)
    if field != nil, message.states.isEmpty {
      error(
        "spec_states", "\(place).states", "There is a state field, and no word of it is listed.")
    }
    if field == nil, !message.states.isEmpty {
      error(
        "spec_states", "\(place).states", "States are listed, and no field has the role `state`.")
    }
    for word in repeated(message.states.map(\.word)) {
      error("spec_states", "\(place).states", "The word `\(word)` stands there twice.")
    }
    if message.otherState.isPaid {
      error(
        "spec_other_state", "\(place).other-state", "Every unknown word would count as paid.",
        hint: "Write `unknown` or `failed`.")
    }
    if message.otherState == .failed, message.kind.isAboutPayout {
      warning(
        "spec_other_state", "\(place).other-state",
        "An unknown word would let a payout count as failed, and it may be sent again.")
    }
  }

  private mutating func checkSuccess(_ message: MessageSpec, _ place: String) {
    guard let success = message.success else {
      if message.kind.request != nil {
        warning(
          "spec_success", place, "Nothing says how this answer says yes, so it never will.",
          hint: "Add `success`.")
      }
      return
    }
    if message.field(success.role) == nil {
      error(
        "spec_success", "\(place).success", "No field has the role `\(success.role.rawValue)`.")
    }
    if success.words.isEmpty || success.words.contains("") {
      error("spec_success", "\(place).success.words", "There must be words, and none empty.")
    }
    if success.payURLDecides, message.field(.payURL) == nil {
      error("spec_success", "\(place).success", "No field has the role `pay-url`.")
    }
  }
}
