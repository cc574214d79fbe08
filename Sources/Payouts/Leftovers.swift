import ByteText
import Gateways

/// What stands in the cell of a payee where nobody entered a value.
enum Leftovers {
  /// What spreadsheets write for a value that they do not have.
  static let errorWords = [
    "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA",
  ]
  /// What programs write for nothing, and people.
  private static let nothing = [
    "null", "(null)", "<null>", "none", "nil", "n/a", "na", "undefined", "nan", "true", "false",
    "无", "空", "暂无", "没有", "未知", "未填", "未填写", "待填", "待补", "待定", "同上", "不详",
  ]
  /// Headings, each under its role.
  private static let nameHeadings = [
    "账户名", "账户名称", "帐户名", "帐户名称", "账号名", "账号名称", "户名", "姓名", "名字", "名称", "开户名", "开户名称",
    "开户人", "开户人姓名", "开户姓名", "收款人", "收款人姓名", "收款人名称", "收款方", "收款户名", "收款账户名", "持卡人",
    "持卡人姓名", "真实姓名", "银行账户名", "银行户名", "accountname", "account name", "account-name",
    "account_name", "name", "payee",
  ]
  private static let numberHeadings = [
    "账号", "帐号", "卡号", "银行卡号", "银行账号", "收款账号", "银行卡卡号", "accountno", "account-no", "account_no",
    "accountnumber", "account number", "cardno",
  ]
  private static let bankHeadings = [
    "开户行", "开户银行", "银行名称", "收款银行", "银行代码", "银行编码", "bank", "bankname", "bank-name",
    "bank_name", "bankcode", "bank-code", "bank_code",
  ]

  /// Whether a role tells who is paid.
  static func isPayee(_ role: Role?) -> Bool {
    switch role {
    case .accountName?, .accountNumber?, .bankName?, .bankCode?: true
    default: false
    }
  }

  /// Whether a spreadsheet's word for an error stands anywhere in a cell: `张#REF!`, `＃Ｎ／Ａ`.
  static func errorWord(in text: String) -> Bool {
    let plain = narrow(text).uppercased()
    guard plain.contains("#") else { return false }
    return errorWords.contains { plain.contains($0) }
      || (plain.count > 1 && plain.allSatisfy { $0 == "#" })
  }

  /// Why a cell is no value of its role; nil when it may be one.
  static func reason(_ text: String, _ role: Role?) -> String? {
    let plain = narrow(text).lowercased()
    if nothing.contains(plain) { return "'\(text)' is what a program writes for nothing" }
    if headings(role).contains(plain) { return "'\(text)' is a heading, no value" }
    let hasLetter = text.unicodeScalars.contains { $0.properties.isAlphabetic }
    if role == .accountName, !hasLetter { return "the name has no letter; nobody is called so" }
    let hasDigit = plain.unicodeScalars.contains { (0x30...0x39).contains($0.value) }
    if !hasLetter, !hasDigit { return "'\(text)' stands for nothing" }
    return nil
  }

  private static func headings(_ role: Role?) -> [String] {
    switch role {
    case .accountName?: nameHeadings
    case .accountNumber?: numberHeadings
    case .bankName?, .bankCode?: bankHeadings
    default: []
    }
  }

  /// Full-width letters and signs as their ASCII twins.
  private static func narrow(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      plain.append(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(plain)
  }
}
