import ArgumentParsing
import Gateways

/// Options for the fields of a request. They come from the rows of the gateways that are built in:
/// a field with a role gets that role's flag, any other is reached with `--field name=value`.
enum FieldOptions {
  /// The flags of a kind of request.
  static func options(for kind: MessageKind) -> [any OptionDeclaration] {
    let flags = roles(of: kind).map { role -> any OptionDeclaration in
      let label = labels(of: role, in: kind).first ?? role.rawValue
      return role == .amount ? amount(label) : text(role, label)
    }
    return flags + [fields, allowUnknownField]
  }

  /// The flag of a role whose value is a text.
  static func text(_ role: Role, _ label: String = "") -> Option<String?> {
    Option(
      role.rawValue, .text, valueName: valueName(role), group: .fields,
      help: Text(english[role] ?? role.rawValue, zh: label), environment: .off,
      completion: role == .channel
        ? .list("channels") : role == .bankCode ? .list("payout-banks") : .automatic)
  }

  /// The flag of the amount.
  static func amount(_ label: String = "") -> Option<MoneyText?> {
    Option(
      Role.amount.rawValue, .money, valueName: "YUAN", group: .fields,
      help: Text(english[.amount] ?? "", zh: label), environment: .off)
  }

  /// The roles that a kind of request has at any gateway, in the order of the first that has them.
  static func roles(of kind: MessageKind) -> [Role] {
    let made: Set<Role> = [.signature, .merchantID, .appID, .answerFormat]
    var roles: [Role] = []
    for gateway in GatewayCatalog.builtIn {
      for row in gateway.message(kind)?.fields ?? [] {
        if let role = row.role, !made.contains(role), !roles.contains(role) { roles.append(role) }
      }
    }
    return roles
  }

  static let fields = Option(
    "field", short: "F", .fields, valueName: "NAME=VALUE", group: .fields,
    help: Text("Any field by the gateway's own name", zh: "按网关字段名给值"),
    detail: Text(
      "NAME=TEXT, NAME:=JSON for a number or boolean, NAME@FILE for a file's content.",
      zh: "NAME=文本，NAME:=JSON 数字或布尔，NAME@FILE 取文件内容。"), environment: .off,
    completion: .list("fields"))

  static let allowUnknownField = Option(
    "allow-unknown-field", .flag, group: .fields,
    help: Text("Send fields that the document lacks", zh: "允许文档之外的字段"), environment: .off)

  private static func labels(of role: Role, in kind: MessageKind) -> [String] {
    GatewayCatalog.builtIn.compactMap { $0.message(kind)?.field(role)?.label }
  }

  private static func valueName(_ role: Role) -> String {
    switch role {
    case .orderNumber, .gatewayOrderNumber: "NO"
    case .channel, .bankCode: "CODE"
    case .notifyURL, .returnURL, .productURL: "URL"
    default: "TEXT"
    }
  }

  private static let english: [Role: String] = [
    .orderNumber: "Merchant's order number; made if not given",
    .amount: "Amount: 1.00, 1元, 100分", .channel: "Channel code or name",
    .notifyURL: "Where the callback goes", .returnURL: "Where the shopper's browser goes",
    .subject: "Subject of the goods", .goodsDescription: "Description of the goods",
    .quantity: "Number of goods", .productURL: "Page of the goods",
    .attach: "Text that comes back as it is", .extra1: "First text that comes back",
    .extra2: "Second text that comes back", .clientIP: "Shopper's IP address",
    .device: "Shopper's device", .payer: "Real name of the payer", .currency: "Currency",
    .submittedAt: "Time of the order, Beijing", .accountName: "Account holder",
    .accountNumber: "Account number", .accountAttribute: "Private person or company",
    .accountType: "Kind of account", .bankCode: "Gateway's code of the bank",
    .bankName: "Name of the bank", .bankUnionCode: "Interbank number", .province: "Province",
    .city: "City",
  ]
}
