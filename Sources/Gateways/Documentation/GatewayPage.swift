/// The page on one gateway in `docs/gateways`, made from its spec.
package enum GatewayPage {
  /// The page's text. The same spec always makes the same text.
  package static func markdown(for gateway: GatewaySpec) -> String {
    var text = "# \(gateway.id): \(gateway.title)\n\n"
    text += "Made from the program's own tables. To renew: `MERCHANT_RECORD=1 swift test`.\n\n"
    text += "- Document: `\(gateway.document)`\n"
    text +=
      "- Base URL: `\(gateway.baseURLExample)` in the document; a profile names the real one\n"
    text += "- Pay URL: \(gateway.payURL.words)\n"
    if gateway.message(.payout) != nil {
      let answer =
        gateway.refusesDuplicatePayouts ? "known to be refused" : "not known to be refused"
      text += "- A second payout under the same number: \(answer)\n"
    }
    text += "\n## What to know\n\n" + gateway.notes.map { "- \($0)\n" }.joined()
    text += "\n## Ways in\n\n" + endpoints(gateway)
    text += "\n## Callbacks\n\n" + deliveries(gateway)
    for message in gateway.messages { text += "\n" + MessageSection.markdown(message) }
    text += "\n## Errors\n\n" + errors(gateway)
    for table in gateway.codes { text += "\n" + codes(table) }
    return text
  }

  private static func endpoints(_ gateway: GatewaySpec) -> String {
    let rows = gateway.operations.flatMap { operation in
      operation.endpoints.map { endpoint in
        [
          operation.request.kind.rawValue, endpoint.mode.rawValue, endpoint.method,
          MarkdownTable.code(endpoint.path), endpoint.encoding.words,
          endpoint.fixed.map(fixed).joined(separator: ", "),
        ]
      }
    }
    return MarkdownTable.text(["Message", "Answer", "Method", "Path", "Encoding", "Fixed"], rows)
  }

  private static func fixed(_ field: Endpoint.FixedField) -> String {
    field.value.map { "`\(field.name)=\($0)`" } ?? "no `\(field.name)`"
  }

  private static func deliveries(_ gateway: GatewaySpec) -> String {
    let rows = gateway.operations.compactMap { operation -> [String]? in
      guard let callback = operation.callback, let delivery = operation.delivery else { return nil }
      let others = delivery.otherAcknowledgements.map(MarkdownTable.code).joined(separator: ", ")
      return [
        callback.kind.rawValue, delivery.method, MarkdownTable.code(delivery.acknowledgement),
        delivery.status.map(String.init) ?? "", delivery.match.words, others,
        delivery.repeatSeconds.map { "\($0) s" }.joined(separator: ", "),
        operation.browserReturn?.words ?? "", delivery.source,
      ]
    }
    return MarkdownTable.text(
      [
        "Message", "Method", "Answer with", "HTTP status", "Servers take it when",
        "Servers also take", "Repeated after", "The browser", "Source",
      ], rows)
      + (rows.isEmpty
        ? ""
        : "\nThe document wants exactly the word; what servers take beyond it may be withdrawn.\n")
  }

  private static func errors(_ gateway: GatewaySpec) -> String {
    let rows = gateway.errors.map { error in
      [
        error.code.map(MarkdownTable.code) ?? "", error.wordsContain ?? "", error.verdict.rawValue,
        error.messages.map(\.rawValue).joined(separator: ", "), error.advice,
        error.isDocumented ? "printed" : "seen",
      ]
    }
    return MarkdownTable.text(["Code", "Words", "Means", "In", "What to do", "Source"], rows)
  }

  private static func codes(_ table: CodeTable) -> String {
    let rows = table.rows.map { row in
      let details = table.detailHeadings.indices.map {
        row.details.indices.contains($0) ? row.details[$0] : ""
      }
      return [MarkdownTable.code(row.code), row.name] + details
    }
    return "## Codes: \(table.kind.rawValue)\n\nSource: \(table.source).\n\n"
      + MarkdownTable.text(["Code", "Name"] + table.detailHeadings, rows)
  }
}

extension Encoding {
  fileprivate var words: String {
    switch self {
    case .form: "form"
    case .json: "JSON"
    case .formField(let name): "JSON in the form field `\(name)`"
    case .query: "query"
    }
  }
}

extension CallbackDelivery.Match {
  fileprivate var words: String {
    switch self {
    case .exact: "equal"
    case .ignoringCase: "equal in any letter case"
    case .containsIgnoringCase: "contained in any letter case"
    }
  }
}

extension BrowserReturn {
  fileprivate var words: String {
    switch self {
    case .post: "posts the same fields to the return URL"
    case .get: "opens the return URL with the same fields behind it"
    }
  }
}

extension PayURLRule {
  fileprivate var words: String {
    switch self {
    case .asIs: "used as it is, never decoded"
    case .postPrefix: "used as it is, never decoded; behind `POST;` the query is posted as a form"
    case .relativeToBase: "path and query only; the base URL goes in front"
    }
  }
}
