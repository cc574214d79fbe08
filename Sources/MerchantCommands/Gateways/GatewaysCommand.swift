import ArgumentParsing
import Gateways
import PaymentValues
import WireFormat

/// `merchant gateways`: what is known of each gateway.
enum GatewaysCommand {
  private static let id = Argument.required(
    "ID", help: Text("Gateway, or a gateway file", zh: "网关或网关文件"),
    completion: .list("gateways-and-files"))

  private static let file = Argument.required(
    "FILE", kind: .path, help: Text("Gateway file (JSON)", zh: "网关文件"),
    completion: .files(extensions: ["json"]))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "gateways", synonyms: ["网关"],
      summary: Text("List the gateways and what is known of them", zh: "列出网关"),
      examples: [
        Example("merchant gateways show lianhe", Text("Everything about one", zh: "查看一个网关"))
      ]),
    subcommands: [show, export, check],
    results: [JSONResult(.gatewaySummaries, line: .gatewaySummary)], run: runList)

  static let show = CommandDefinition(
    spec: CommandSpec(
      "show", summary: Text("Endpoints, fields, rules, codes of one gateway", zh: "显示一个网关的全部资料"),
      arguments: [id]),
    results: [JSONResult(.gatewayFile)],
    run: { (context) throws(Refusal) in
      let gateway = try named(context)
      let page = GatewayPage.markdown(for: gateway)
      let file = try json(gateway)
      try context.output.emit(
        Document(
          object: [("gateway", file)],
          lines: page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .dropLast(), value: gateway.id))
      return .success
    })

  static let export = CommandDefinition(
    spec: CommandSpec(
      "export", summary: Text("Print a gateway as a specification file", zh: "导出网关文件"),
      detail: Text(
        "Change the file and use it with 'gateway-file = FILE' in a profile.",
        zh: "修改后可在账户中以 gateway-file 使用。"),
      arguments: [id]),
    run: { (context) throws(Refusal) in
      try context.output.write(
        String(decoding: SpecFile.encode(try named(context)), as: UTF8.self))
      return .success
    })

  static let check = CommandDefinition(
    spec: CommandSpec(
      "check", summary: Text("Check a gateway file of your own", zh: "检查自定义网关文件"),
      arguments: [file]),
    results: [JSONResult(.gatewayCheck)],
    run: { (context) throws(Refusal) in
      let path = context[file]
      let gateway = try context.gateways.load(path)
      let findings = SpecFile.lint(gateway)
      try context.output.emit(
        Document(
          object: [
            ("gateway", .string(gateway.id)), ("findings", .array(findings.map(\.json))),
          ],
          lines: ["\(gateway.id): \(gateway.messages.count) messages, usable"]
            + findings.map { "  " + FindingText.line($0) }, value: gateway.id))
      return .success
    })

  private static func named(_ context: CommandContext) throws(Refusal) -> GatewaySpec {
    let id = context[Self.id]
    return id.hasSuffix(".json")
      ? try context.gateways.load(id) : try context.gateways.named(id)
  }

  private static func json(_ gateway: GatewaySpec) throws(Refusal) -> JSONValue {
    (try? JSONValue.parse(SpecFile.encode(gateway))) ?? .null
  }

  private static func runList(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let gateways = context.gateways.all()
    let rows = gateways.map { gateway in
      [
        gateway.id, gateway.title,
        gateway.operations.map(\.request.kind.rawValue).joined(separator: " "),
        gateway.codes.map { "\($0.rows.count) \($0.kind.rawValue)" }.joined(separator: ", "),
      ]
    }
    let names = ["gateway", "title", "operations", "codes"]
    let records = rows.map { Record(names, $0) }
    try context.output.emit(
      Document(
        object: [("gateways", .array(records.map(\.json)))], records: records,
        lines: Layout.table(names, rows), value: gateways.map(\.id).joined(separator: "\n")))
    return .success
  }
}
