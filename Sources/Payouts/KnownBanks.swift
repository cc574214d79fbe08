import ByteText
import Gateways
import PaymentValues

/// Tells whether anybody has heard of a payee's bank.
struct KnownBanks: Sendable {
  private let codes: Set<String>
  private let example: String?
  private let wantsCode: Bool
  private let wantsName: Bool
  private let source: String
  private let names: Set<String>
  /// What the names of all gateways' banks have of their own: 工商 of 中国工商银行.
  private let cores: [String]

  /// How people call banks, and kinds of banks of which there are too many for a table.
  private static let spoken = [
    "工行", "农行", "中行", "建行", "交行", "招行", "邮储", "邮政", "浦发", "农商", "农信", "信用社", "联社",
    "村镇银行", "合作银行", "商业银行", "农村", "支付宝", "微信", "中国银行",
  ]

  init(gateway: GatewaySpec, message: MessageSpec) {
    let table = gateway.codeTable(.payoutBank)
    codes = Set(table?.rows.map(\.code) ?? [])
    names = Set(table?.rows.map(\.name) ?? [])
    source = table?.source ?? ""
    example = message.field(.bankCode)?.example
    wantsCode = message.field(.bankCode) != nil
    wantsName = message.field(.bankName) != nil
    let all = (GatewayCatalog.builtIn + [gateway]).compactMap { $0.codeTable(.payoutBank) }
    cores = Array(Set(all.flatMap(\.rows).map { Self.core($0.name) })).filter { $0.count > 1 }
  }

  /// An error where the gateway has a table of its banks, a warning where the bank is free text.
  func findings(_ texts: [Role: String], bank: String?, place: (Role) -> String) -> [Finding] {
    if wantsCode, !codes.isEmpty {
      let code = texts[.bankCode] ?? bank
      guard let code, !codes.contains(code), code != example,
        texts[.bankCode] != nil || !names.contains(code)
      else { return [] }
      return [
        Finding(
          .error, "bank_unknown", place: place(.bankCode),
          "'\(code)' is neither a code nor the exact name of a bank in \(source)",
          hint: "'merchant bank-codes' finds it; or give bank-code and bank-name")
      ]
    }
    guard wantsName, let name = texts[.bankName] ?? bank, !name.isEmpty, !isKnown(name) else {
      return []
    }
    return [
      Finding(
        .warning, "bank_unknown", place: place(.bankName),
        "no table of banks has '\(name)'", hint: "compare it with the card")
    ]
  }

  private func isKnown(_ name: String) -> Bool {
    Self.spoken.contains { name.contains($0) } || cores.contains { name.contains($0) }
      || (!name.unicodeScalars.contains { $0.value > 0x7F }
        && name.unicodeScalars.contains { $0.properties.isAlphabetic })
  }

  private static func core(_ name: String) -> String {
    var text = name
    for word in ["中国", "股份有限公司", "有限公司", "银行"] { text = text.replacing(word, with: "") }
    return text
  }
}
