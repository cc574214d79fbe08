extension SpecLint {
  mutating func checkSigning(_ message: MessageSpec, _ place: String) {
    guard let rule = message.signing else {
      if message.field(.signature) != nil {
        error("spec_sign_rule", place, "There is a signature field, and no rule `sign`.")
      }
      if message.kind.isCallback {
        warning(
          "spec_sign_callback", place, "The callback is not signed: anybody could send it.")
      }
      return
    }
    guard let signature = message.field(.signature) else {
      return error(
        "spec_sign_field", "\(place).fields", "No field has the role `sign`.",
        hint: "Give the row that holds the signature `\"role\": \"sign\"`.")
    }
    check(rule, of: message, signature: signature.name, "\(place).sign")
    for (index, tolerance) in message.tolerances.enumerated() {
      let place = "\(place).tolerances[\(index)]"
      check(tolerance.rule, of: message, signature: signature.name, "\(place).sign")
    }
    for name in repeated(message.tolerances.map(\.name)) {
      error("spec_tolerance_twice", "\(place).tolerances", "Two are named `\(name)`.")
    }
    if message.kind.isCallback { checkCoverage(rule, of: message, place) }
  }

  private mutating func check(
    _ rule: SigningRule, of message: MessageSpec, signature: String, _ place: String
  ) {
    switch rule.selection {
    case .allExcept(let names):
      if !names.contains(signature) {
        error(
          "spec_sign_itself", place, "The signature would cover itself.",
          hint: "List `\(signature)` under `except`.")
      }
    case .marked:
      let marked = message.fields.filter { $0.signed == true }
      if marked.isEmpty {
        error("spec_sign_nothing", place, "No field is marked `\"signed\": true`.")
      }
      if marked.contains(where: { $0.name == signature }) {
        error("spec_sign_itself", place, "The signature would cover itself.")
      }
    case .listed(let names): checkListed(names, of: message, signature: signature, place)
    }
    for transform in rule.fieldTransforms where message.field(named: transform.field) == nil {
      error("spec_field_unknown", place, "The message has no field `\(transform.field)`.")
    }
    let isKeyed = rule.digest == .hmacMD5 || rule.digest == .hmacSHA256
    if rule.key == .outside, !isKeyed {
      error(
        "spec_sign_key", "\(place).key", "The key would take no part: anybody could sign.",
        hint: "Write where the key stands, or use hmac-md5 or hmac-sha256.")
    }
    if rule.key != .outside, isKeyed {
      warning(
        "spec_sign_key", "\(place).key", "The key stands in the text and keys the digest, too.")
    }
  }

  private mutating func checkListed(
    _ names: [String], of message: MessageSpec, signature: String, _ place: String
  ) {
    if names.isEmpty { error("spec_sign_nothing", "\(place).fields", "Nothing is signed.") }
    if names.contains(signature) {
      error("spec_sign_itself", "\(place).fields", "The signature would cover itself.")
    }
    for name in names where message.field(named: name) == nil {
      error(
        "spec_field_unknown", "\(place).fields", "The message has no field `\(name)`.",
        hint: Suggestion.nearest(to: name, among: message.fields.map(\.name)).map {
          "Did you mean `\($0)`?"
        })
    }
    for name in repeated(names) {
      error("spec_field_twice", "\(place).fields", "`\(name)` would be signed twice.")
    }
  }

  /// A callback is believed, so what decides over goods and money must be under its signature.
  private mutating func checkCoverage(
    _ rule: SigningRule, of message: MessageSpec, _ place: String
  ) {
    let deciding: [Role] = [.orderNumber, .amount, .paidAmount, .state]
    for field in message.fields where !rule.signs(field) {
      guard let role = field.role, deciding.contains(role) else { continue }
      warning(
        "spec_sign_coverage", "\(place).sign",
        "`\(field.name)` (\(role.rawValue)) is not signed: anybody could change it on the way.")
    }
  }
}
