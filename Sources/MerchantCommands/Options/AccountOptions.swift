import ArgumentParsing

/// Options that say who we are and with which key, beside or instead of a profile.
enum AccountOptions {
  static let gateway = OptionSpec(
    "gateway", short: "g", kind: .text, valueName: "ID", group: .account,
    help: Text("Gateway", zh: "网关"), defaultNote: Text("the profile's", zh: "账户的网关"),
    completion: .list("gateways"))

  static let gatewayFile = OptionSpec(
    "gateway-file", kind: .path, valueName: "FILE", group: .account,
    help: Text("Gateway from a specification file", zh: "自定义网关文件"),
    completion: .files(extensions: ["json"]))

  static let key: [OptionSpec] = [
    OptionSpec(
      "key-file", kind: .path, valueName: "FILE", group: .account,
      help: Text("File that holds the key, mode 0600", zh: "密钥文件"),
      conflicts: ["key-env", "key-stdin"]),
    OptionSpec(
      "key-env", kind: .text, valueName: "NAME", group: .account,
      help: Text("Variable that holds the key", zh: "存放密钥的变量"), environment: .off,
      conflicts: ["key-file", "key-stdin"]),
    OptionSpec(
      "key-stdin", kind: .flag, group: .account,
      help: Text("Read the key from standard input", zh: "从标准输入读密钥"), environment: .off,
      conflicts: ["key-file", "key-env"]),
  ]

  static let identity: [OptionSpec] = [
    OptionSpec(
      "merchant-id", kind: .text, valueName: "ID", group: .account,
      help: Text("Account at the gateway", zh: "商户号")),
    OptionSpec(
      "app-id", kind: .text, valueName: "ID", group: .account,
      help: Text("Application of the account", zh: "应用 ID")),
  ]

  /// For commands that only compute.
  static let offline = [gateway, gatewayFile] + key + identity

  /// For commands that send.
  static let online =
    offline + [
      OptionSpec(
        "base-url", kind: .url, group: .connection,
        help: Text("What stands in front of every path", zh: "网关地址")),
      OptionSpec(
        "deadline", kind: .duration(milliseconds: 10...600_000), group: .connection,
        help: Text("Deadline of one request", zh: "请求时限"),
        defaultNote: Text("30s", zh: "30s")),
      OptionSpec(
        "ca-file", kind: .path, valueName: "FILE", group: .connection,
        help: Text("Certificate authority of your own (PEM)", zh: "自有 CA 证书")),
    ]

  /// For commands that send to an address that the journal knows.
  static let addressChanged = OptionSpec(
    "base-url-changed", kind: .flag, group: .safety,
    help: Text("The account's address is another one now", zh: "网关地址确已变更"), environment: .off)

  /// For commands that change something at the gateway.
  static let sending = [
    OptionSpec(
      "dry-run", short: "n", kind: .flag, group: .safety,
      help: Text("Show the exact request and send nothing", zh: "只显示请求，不发送"), environment: .off),
    OptionSpec(
      "as", kind: .choice([Choice("curl", Text("a curl command line", zh: "curl 命令"))]),
      group: .safety, help: Text("Show the dry run as a command line", zh: "以命令形式显示"),
      environment: .off),
    OptionSpec(
      "values-file", kind: .path, valueName: "FILE", group: .safety,
      help: Text(
        "With --as: what must not stand in a command goes into FILE, mode 0600",
        zh: "配合 --as：敏感内容写入文件（0600），由命令读取"), environment: .off),
    OptionSpec(
      "yes", short: "y", kind: .flag, group: .safety,
      help: Text("Do not ask (test accounts)", zh: "不再询问（测试账户）"), environment: .off),
    OptionSpec(
      "live", kind: .text, valueName: "MERCHANT_ID", group: .safety,
      help: Text("Confirm a live account by its merchant id", zh: "以商户号确认正式账户"),
      environment: .off),
  ]
}
