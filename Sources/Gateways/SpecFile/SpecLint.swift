import PaymentValues

extension SpecFile {
  /// What is wrong or risky in a gateway whose file could be read: errors make it unusable, warnings
  /// may cost money. Places are those of the file. A gateway without findings can be used.
  package static func lint(_ gateway: GatewaySpec) -> [Finding] {
    var lint = SpecLint(gateway)
    lint.checkGateway()
    return lint.findings
  }
}

/// Looks for what a reader of single values cannot see.
struct SpecLint {
  let gateway: GatewaySpec
  private(set) var findings: [Finding] = []

  init(_ gateway: GatewaySpec) { self.gateway = gateway }

  mutating func error(_ code: String, _ place: String, _ reason: String, hint: String? = nil) {
    findings.append(Finding(.error, code, place: place, reason, hint: hint))
  }

  mutating func warning(_ code: String, _ place: String, _ reason: String, hint: String? = nil) {
    findings.append(Finding(.warning, code, place: place, reason, hint: hint))
  }

  mutating func checkGateway() {
    let allowed = "abcdefghijklmnopqrstuvwxyz0123456789-"
    if gateway.id.isEmpty || gateway.id.contains(where: { !allowed.contains($0) }) {
      error(
        "spec_id", "id", "The identifier is not made of a-z, 0-9 and hyphens only.",
        hint: "A profile names it: `my-gateway`.")
    }
    if gateway.operations.isEmpty {
      error("spec_no_operation", "operations", "There is no operation, so nothing can be done.")
    }
    for (index, operation) in gateway.operations.enumerated() {
      check(operation, "operations[\(index)]")
    }
    for kind in repeated(gateway.operations.map(\.request.kind)) {
      error("spec_operation_twice", "operations", "Two operations start with `\(kind.rawValue)`.")
    }
    checkCodes()
    checkErrors()
  }

  private mutating func check(_ operation: OperationSpec, _ place: String) {
    let kind = operation.request.kind
    if kind.answer == nil {
      error(
        "spec_message_kind", "\(place).request.kind", "`\(kind.rawValue)` is not a request.",
        hint: "An operation starts with order, query, payout or payout-query.")
    }
    if let answer = operation.answer, answer.kind != kind.answer {
      error(
        "spec_message_kind", "\(place).answer.kind",
        "`\(answer.kind.rawValue)` does not answer `\(kind.rawValue)`.")
    }
    checkCallback(operation, place)
    checkEndpoints(operation, "\(place).endpoints")
    checkMessage(operation.request, "\(place).request")
    if let answer = operation.answer { checkMessage(answer, "\(place).answer") }
    if let callback = operation.callback { checkMessage(callback, "\(place).callback") }
  }

  private mutating func checkCallback(_ operation: OperationSpec, _ place: String) {
    let wanted: MessageKind? =
      switch operation.request.kind {
      case .order: .orderCallback
      case .payout: .payoutCallback
      default: nil
      }
    if let callback = operation.callback, callback.kind != wanted {
      error(
        "spec_message_kind", "\(place).callback.kind",
        "`\(callback.kind.rawValue)` is no callback of `\(operation.request.kind.rawValue)`.")
    }
    if (operation.callback == nil) != (operation.delivery == nil) {
      error(
        "spec_delivery", place, "A callback needs a delivery, and a delivery a callback.",
        hint: "Write both `callback` and `delivery`, or neither.")
    }
    if let delivery = operation.delivery, delivery.acknowledgement.isEmpty {
      error(
        "spec_delivery", "\(place).delivery.acknowledgement",
        "An empty acknowledgement cannot be told from a failure.")
    }
  }

  private mutating func checkEndpoints(_ operation: OperationSpec, _ place: String) {
    if operation.endpoints.isEmpty {
      error("spec_no_endpoint", place, "There is no way in.")
    }
    for (index, endpoint) in operation.endpoints.enumerated() {
      let place = "\(place)[\(index)]"
      let path = endpoint.path
      if !path.hasPrefix("/") {
        error(
          "spec_path", "\(place).path", "The path does not start with a slash.",
          hint: "Write `/\(path)`; the host comes from the profile's base URL.")
      } else if path.hasPrefix("//") || path.contains(where: { "?# \\".contains($0) }) {
        error("spec_path", "\(place).path", "The path holds more than a path.")
      }
      if endpoint.method == "GET", endpoint.encoding != .query {
        error("spec_encoding", "\(place).encoding", "GET carries its fields as `query` only.")
      }
      for field in endpoint.fixed where operation.request.field(named: field.name) == nil {
        error(
          "spec_field_unknown", "\(place).fixed", "The request has no field `\(field.name)`.")
      }
    }
  }

  private mutating func checkCodes() {
    for kind in repeated(gateway.codes.map(\.kind)) {
      error("spec_codes_twice", "codes", "There are two tables of `\(kind.rawValue)`.")
    }
    for (index, table) in gateway.codes.enumerated() {
      for code in repeated(table.rows.map(\.code)) {
        error("spec_code_twice", "codes[\(index)].rows", "The code `\(code)` stands there twice.")
      }
    }
  }

  private mutating func checkErrors() {
    for (index, meaning) in gateway.errors.enumerated() {
      let texts = [meaning.code, meaning.wordsContain].compactMap { $0 }
      if texts.isEmpty || texts.contains("") {
        error(
          "spec_error_meaning", "errors[\(index)]", "Neither a code nor words: it would match all.",
          hint: "Give `code`, `words` or both, and no empty text.")
      }
    }
  }

  /// Values that occur more than once, each once, in order.
  func repeated<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    var reported: Set<Value> = []
    return values.filter { !seen.insert($0).inserted && reported.insert($0).inserted }
  }
}
