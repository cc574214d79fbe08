import ArgumentParsing

/// Options of `merchant listen`.
enum ListenFlags {
  static let bind = ServingOptions.bind(Text("Address to listen on", zh: "监听地址"))

  static let profiles = Option(
    "profiles", .texts(splitAtCommas: true), valueName: "A,B",
    help: Text("Profiles to serve", zh: "服务的账户"), environment: .off,
    defaultNote: Text("all with a key", zh: "全部有密钥的账户"), completion: .list("profiles"))

  static let forwardTo = Option(
    "forward-to", .url, help: Text("The shop's own handler", zh: "转发给商户自己的处理程序"), environment: .off)

  static let record = Option(
    "record", .path, valueName: "FILE", help: Text("Record file", zh: "记录文件"), environment: .off,
    defaultNote: Text("callbacks.jsonl beside the journal", zh: "日志旁的 callbacks.jsonl"))

  static let anyOrder = Option(
    "any-order", .flag, group: .safety,
    help: Text("Also take orders that the journal lacks", zh: "接受日志中没有的订单"), environment: .off)

  static let allow = Option(
    "allow", .texts(splitAtCommas: true), valueName: "ADDRESS", group: .safety,
    help: Text("Only these senders (addresses, a.b.c.d/n)", zh: "只允许这些来源地址"), environment: .off)

  static let trustedProxy = Option(
    "trusted-proxy", .texts(splitAtCommas: true), valueName: "ADDRESS", group: .safety,
    help: Text("Proxy whose X-Forwarded-For counts", zh: "可信代理地址"), environment: .off)

  static let all: [any OptionDeclaration] = [
    ServingOptions.port, bind, profiles, forwardTo, record, anyOrder, allow, trustedProxy,
  ]
}
