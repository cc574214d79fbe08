import ArgumentParsing

/// Options that say who we are and with which key, beside or instead of a profile.
enum AccountOptions {
  static let gateway = Option(
    "gateway", short: "g", .text, valueName: "ID", group: .account, help: Text("Gateway", zh: "网关"),
    defaultNote: Text("the profile's", zh: "账户的网关"), completion: .list("gateways"))

  static let gatewayFile = Option(
    "gateway-file", .path, valueName: "FILE", group: .account,
    help: Text("Gateway from a specification file", zh: "自定义网关文件"),
    completion: .files(extensions: ["json"]))

  static let keyFile = Option(
    "key-file", .path, valueName: "FILE", group: .account,
    help: Text("File that holds the key, mode 0600", zh: "密钥文件"),
    conflicts: ["key-env", "key-stdin"])

  static let keyVariable = Option(
    "key-env", .text, valueName: "NAME", group: .account,
    help: Text("Variable that holds the key", zh: "存放密钥的变量"), environment: .off,
    conflicts: ["key-file", "key-stdin"])

  static let keyStandardInput = Option(
    "key-stdin", .flag, group: .account,
    help: Text("Read the key from standard input", zh: "从标准输入读密钥"), environment: .off,
    conflicts: ["key-file", "key-env"])

  static let merchantID = Option(
    "merchant-id", .text, valueName: "ID", group: .account,
    help: Text("Account at the gateway", zh: "商户号"))

  static let appID = Option(
    "app-id", .text, valueName: "ID", group: .account,
    help: Text("Application of the account", zh: "应用 ID"))

  static let baseURL = Option(
    "base-url", .url, group: .connection,
    help: Text("What stands in front of every path", zh: "网关地址"))

  static let deadline = Option(
    "deadline", .milliseconds(10...600_000), group: .connection,
    help: Text("Deadline of one request", zh: "请求时限"), defaultNote: Text("30s", zh: "30s"))

  static let caFile = Option(
    "ca-file", .path, valueName: "FILE", group: .connection,
    help: Text("Certificate authority of your own (PEM)", zh: "自有 CA 证书"))

  /// Where the key is.
  static let key: [any OptionDeclaration] = [keyFile, keyVariable, keyStandardInput]

  /// For commands that only compute.
  static let offline: [any OptionDeclaration] =
    [gateway, gatewayFile] + key + [merchantID, appID]

  /// For commands that send.
  static let online: [any OptionDeclaration] = offline + [baseURL, deadline, caFile]
}
