import ArgumentParsing
import Sandbox

/// Options of `merchant sandbox`.
enum SandboxFlags {
  static let bind = ServingOptions.bind(Text("Loopback address to listen on", zh: "监听的回环地址"))

  static let writeConfig = Option(
    "write-config", .path, valueName: "FILE",
    help: Text("Write a configuration for these accounts", zh: "写出对应的配置文件"), environment: .off)

  static let state = Option(
    "state", .path, valueName: "FILE", help: Text("Keep bookings across restarts", zh: "保存状态的文件"),
    environment: .off)

  static let timeScale = Option(
    "time-scale", .text(default: "1"), valueName: "FACTOR",
    help: Text("Shorten waits: 0.01 makes a minute 0.6 s", zh: "缩短等待时间"))

  static let faults = Option(
    "faults", .text, valueName: "LIST",
    help: Text("What to do wrong: lost-answer=0.1,…", zh: "故障列表"),
    detail: Text(
      "Names: \(SandboxFaults.names.joined(separator: ", ")). Each is a probability from 0 to 1, or milliseconds for …-ms.",
      zh: "名称：\(SandboxFaults.names.joined(separator: ", "))。概率 0 到 1，…-ms 为毫秒。"), environment: .off
  )

  static let lenient = Option(
    "lenient", .flag, help: Text("Take what real servers take, too", zh: "接受实际服务器也接受的内容"),
    detail: Text(
      "Without it the documents count to the letter: the acknowledgement is exactly the word, with HTTP 200. With it other words, letter cases and statuses pass that servers of the family take, longer order numbers, and a missing product name. POST /sandbox/settings?gateway=ID with {\"lenient\":true} changes one gateway.",
      zh:
        "默认严格按文档：应答必须是 HTTP 200 加原样字样。加上后，同类服务器也接受的字样、大小写、状态码、较长订单号和缺少商品名称均放行。POST /sandbox/settings?gateway=ID 可单独设置一个网关。"
    ), environment: .off)

  static let balance = Option(
    "balance", .texts(splitAtCommas: true), valueName: "GATEWAY=YUAN",
    help: Text("What payouts may spend; else enough", zh: "代付可用余额，默认足够"),
    detail: Text(
      "A payout beyond it is refused as the gateway refuses it. POST /sandbox/settings?gateway=ID with {\"balance\":\"1000\"} sets it anew.",
      zh: "超出余额的代付按网关的方式拒绝。POST /sandbox/settings?gateway=ID 可重新设置。"), environment: .off)

  static let seed = Option(
    "seed", .integer(0...Int.max, default: 1), valueName: "N",
    help: Text("Makes accounts and faults repeatable", zh: "随机种子"))

  static let dedupe = Option(
    "dedupe", .flagUntilNegated,
    help: Text("Refuse used order numbers; --no-dedupe books them again", zh: "拒绝重复订单号"),
    environment: .off)

  static let payoutDelay = Option(
    "payout-delay", .milliseconds(0...3_600_000, default: "2s"),
    help: Text("After how long a payout succeeds", zh: "代付多久后成功"), environment: .off)

  static let holdPayouts = Option(
    "hold-payouts", .flag, help: Text("Payouts wait for a hand", zh: "代付等待人工处理"), environment: .off)

  static let all: [any OptionDeclaration] = [
    ServingOptions.port, bind, writeConfig, state, timeScale, faults, lenient, balance, seed,
    dedupe, payoutDelay, holdPayouts, AccountOptions.gatewayFile,
  ]
}
