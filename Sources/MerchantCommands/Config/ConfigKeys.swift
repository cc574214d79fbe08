import ArgumentParsing
import Gateways

/// The keys that a configuration may hold. A key outside this list is an error, never ignored:
/// `allow-palin-http` must not pass for a setting.
enum ConfigKeys {
  struct Key: Sendable {
    var name: String
    var help: Text
    var isSecret = false
  }

  static let global: [Key] = [
    Key(name: "default-profile", help: Text("profile used when none is named", zh: "默认账户"))
  ]

  static let profile: [Key] = [
    Key(name: "gateway", help: Text("gateway id", zh: "网关标识")),
    Key(
      name: "gateway-file", help: Text("gateway specification of your own (JSON)", zh: "自定义网关文件")),
    Key(name: "base-url", help: Text("what stands in front of every path", zh: "网关地址")),
    Key(name: "key", help: Text("the signing key itself", zh: "密钥"), isSecret: true),
    Key(name: "key-file", help: Text("file that holds the key, mode 0600", zh: "密钥文件")),
    Key(
      name: "key-command",
      help: Text("program that prints the key, as a JSON array of words", zh: "输出密钥的命令")),
    Key(
      name: "previous-key", help: Text("an older key, recognised but not accepted", zh: "旧密钥"),
      isSecret: true),
    Key(name: "previous-key-file", help: Text("file that holds an older key", zh: "旧密钥文件")),
    Key(name: "mode", help: Text("live (default) or test", zh: "live 或 test")),
    Key(name: "protected", help: Text("yes refuses whatever moves money", zh: "yes 则拒绝动钱")),
    Key(
      name: "allow-plain-http", help: Text("yes allows http beyond this machine", zh: "允许明文 http")),
    Key(name: "ca-file", help: Text("certificate authority of your own (PEM)", zh: "自有 CA 证书")),
    Key(name: "proxy", help: Text("proxy URL; none unless given", zh: "代理")),
    Key(name: "deadline", help: Text("deadline of one request, such as 30s", zh: "请求时限")),
    Key(name: "connect-timeout", help: Text("deadline for connecting", zh: "连接时限")),
    Key(name: "max-total", help: Text("most yuan in one batch", zh: "单批最高总额")),
    Key(name: "max-each", help: Text("most yuan in one payout", zh: "单笔最高金额")),
    Key(name: "max-rows", help: Text("most rows in one batch", zh: "单批最多笔数")),
    Key(name: "approval", help: Text("required: another person approves a plan", zh: "是否需复核")),
    Key(
      name: "grace", help: Text("wait before 'not found' is believed, such as 30m", zh: "查无等待时间")),
    Key(
      name: "allow-resend",
      help: Text("yes: resend although the gateway may not refuse duplicates", zh: "允许重发")),
    Key(
      name: "unsigned-answers",
      help: Text(
        "allow: believe how it ended without a signature, where the gateway signs (default refuse)",
        zh: "allow：相信网关应签而未签的最终状态（默认 refuse）")),
    Key(name: "order-prefix", help: Text("in front of payout order numbers", zh: "代付单号前缀")),
    Key(name: "ours-columns", help: Text("column names of your own files", zh: "己方对账列名")),
    Key(name: "status-words", help: Text("WORD=MEANING, for reconcile", zh: "对账状态用词的含义")),
    Key(name: "theirs-columns", help: Text("column names of the gateway's files", zh: "网关对账列名")),
  ]

  /// Roles whose value makes sense in a profile: what every request of an account has in common.
  static let roles: [Role] = Role.allCases.filter { role in
    switch role {
    case .signature, .orderNumber, .gatewayOrderNumber, .channelOrderNumber, .amount, .paidAmount,
      .income, .resultCode, .message, .errorCode, .errorDetail, .container, .payURL, .payMethod,
      .state, .paidAt, .createdAt, .channelUser, .channelData, .noticeKind, .accountName,
      .accountNumber, .notifyAgain, .submittedAt:
      false
    default: true
    }
  }

  static var allProfileNames: [String] { profile.map(\.name) + roles.map(\.rawValue) }
}
