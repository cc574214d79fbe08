import ArgumentParsing
import Gateways
import Messages
import PaymentValues
import Signing
import WireFormat

/// `merchant sign`: the string to sign and the signature of any message.
enum SignCommand {
  private static let rule = Option(
    "rule", .text, valueName: "NAME", group: .fields,
    help: Text("A tolerance's rule instead of the document's", zh: "改用某个宽容规则"), environment: .off)

  private static let fields = Argument.list(
    "FIELDS", help: Text("name=value …, or FILE, or -", zh: "name=value …，或文件，或 -"),
    completion: .list("message-fields"))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "sign", synonyms: ["签名", "signature"],
      summary: Text("Compute a message's signature and show how", zh: "计算签名并展示过程"),
      detail: Text(
        "Shows which fields are signed, the string to sign with the key masked, and the signature.",
        zh: "显示哪些字段参与签名、待签字符串（密钥遮蔽）和签名。"),
      arguments: [fields],
      options: [MessageOptions.message, rule, FieldOptions.fields] + AccountOptions.offline,
      examples: [
        Example(
          "merchant sign -p pay-center mchId=20001222 amount=100 status=2",
          Text("Fields from the command line", zh: "命令行给字段")),
        Example(
          "merchant sign -p lianhe --message order order.json -o value",
          Text("The signature alone", zh: "只输出签名")),
      ],
      exitStatuses: [ExitStatus(0, Text("signed", zh: "已签名"))]),
    results: [JSONResult(.signature)], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let resolved = try context.accounts.resolve()
    let gateway = resolved.profile.gateway
    let fields = try MessageInput(context: context).fields(Self.fields)
    let message = try MessageOptions.message(context, gateway: gateway, fields: fields)
    noteUnknown(fields, message, gateway, context)
    guard var rule = message.signing else {
      throw Refusal(
        .data, "unsigned_message", "\(message.source): this message carries no signature",
        hint: "'merchant gateways show \(gateway.id)' lists the messages that do")
    }
    if let name = context[Self.rule] {
      guard let tolerance = message.tolerances.first(where: { $0.name == name }) else {
        let names = message.tolerances.map(\.name).joined(separator: ", ")
        throw Refusal(
          .usage, "unknown_rule", "\(message.kind.rawValue) of \(gateway.id) has no rule '\(name)'",
          hint: names.isEmpty ? "it has the document's rule only" : "its rules are: \(names)")
      }
      rule = tolerance.rule
    }
    guard let key = resolved.profile.key else {
      throw Refusal(.config, "no_key", "profile '\(resolved.profile.name)' has no key")
    }
    guard !key.isPlaceholder else {
      let finding = ProfileCheck.unusableKey(resolved.profile)
      throw Refusal(.config, finding.code, finding.reason, hint: finding.hint)
    }
    var unsigned = fields
    if let name = message.signatureField { unsigned.remove(name) }
    try emit(context, unsigned, message: message, gateway: gateway, rule: rule, key: key)
    return .success
  }

  /// A field that the message does not have is signed or left out without a word from the gateway; a
  /// mistyped name is found here or never.
  private static func noteUnknown(
    _ fields: FieldList, _ message: MessageSpec, _ gateway: GatewaySpec, _ context: CommandContext
  ) {
    let nearest = NearestMessage(fields, among: [gateway], kind: message.kind)
    let subject = "\(message.kind.rawValue) of \(gateway.id)"
    let all = nearest?.unknown ?? fields.fields.map { ($0.displayName, nil) }
    for (name, suggestion) in all {
      context.output.note(
        "warning: " + NearestMessage.sentence(name, suggestion, of: subject)
          + (message.signsEveryField ? " (it is signed with the rest)" : " (it is not signed)"))
    }
  }

  private static func emit(
    _ context: CommandContext, _ fields: FieldList, message: MessageSpec, gateway: GatewaySpec,
    rule: SigningRule, key: Secret
  ) throws(Refusal) {
    if key.isShort { context.output.note("warning: the key is shorter than any real gateway's") }
    let text = StringToSign(fields, message: message, rule: rule)
    let signature = Signer.sign(text, rule: rule, key: key)
    if let usual = message.tolerances.first, context[Self.rule] == nil {
      let other = StringToSign(fields, message: message, rule: usual.rule)
      if Signer.sign(other, rule: usual.rule, key: key) != signature {
        context.output.note(
          "note: real servers sign these fields otherwise (--rule \(usual.name)): \(usual.reason)")
      }
    }
    try context.output.emit(
      SignView(
        fields: fields, message: message, gateway: gateway, text: text, signature: signature,
        shown: DisplayedText(unmask: context[GlobalOptions.unmask], keys: [key])
      ).document)
  }
}
