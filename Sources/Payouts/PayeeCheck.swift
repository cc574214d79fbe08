import ByteText
import Gateways
import PaymentValues

/// Checks whom a payout goes to, the same for a row of a batch and for a single one. Nothing is ever
/// repaired: a guess could send money to somebody else.
package struct PayeeCheck: Sendable {
  private let message: MessageSpec
  private let defaults: [Role: String]
  private let acceptsRoundNumbers: Bool
  private let banks: KnownBanks

  /// - Parameters:
  ///   - message: the gateway's payout.
  ///   - defaults: what the profile says of every payee, such as the type of account.
  ///   - acceptsRoundNumbers: whether long account numbers that end in zeros are right.
  package init(
    gateway: GatewaySpec, message: MessageSpec, defaults: [Role: String] = [:],
    acceptsRoundNumbers: Bool = false
  ) {
    self.message = message
    self.defaults = defaults
    self.acceptsRoundNumbers = acceptsRoundNumbers
    banks = KnownBanks(gateway: gateway, message: message)
  }

  /// What is wrong with a single payout.
  /// - Parameters:
  ///   - bank: a code or name of the bank that is in none of the texts.
  ///   - place: what to call a field in messages.
  package func findings(_ texts: [Role: String], bank: String? = nil, place: (Role) -> String)
    -> [Finding]
  {
    var findings: [Finding] = []
    var damaged: Set<Role> = []
    for (role, text) in texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let faults = CellCheck.findings(text, role: role, place: place(role))
      if !faults.isEmpty { damaged.insert(role) }
      findings += faults
    }
    return findings + payee(texts, bank: bank, damaged: damaged) { place($0) }
  }

  /// What is wrong with account and bank together; `damaged` cells have been named already.
  func payee(
    _ texts: [Role: String], bank: String?, damaged: Set<Role>, place: (Role) -> String
  ) -> [Finding] {
    var findings: [Finding] = []
    if let account = texts[.accountNumber], !account.isEmpty, !damaged.contains(.accountNumber) {
      findings += accountFindings(account, texts, place: place(.accountNumber))
    }
    if !damaged.contains(.bankCode), !damaged.contains(.bankName) {
      findings += banks.findings(texts, bank: bank, place: place)
    }
    return findings
  }

  /// Whose account it is, as far as the gateway's fields tell.
  private enum Owner {
    /// A person's bank card, which has a check digit.
    case person
    /// A company's account, which has none.
    case company
    /// The gateway does not ask.
    case unknown
    /// No bank account: WeChat, Alipay.
    case wallet
  }

  /// The first choice of both fields is a person's and a bank card (pay-center.txt, 3.1.3).
  private func owner(_ texts: [Role: String]) -> Owner {
    func isFirst(_ role: Role) -> Bool? {
      guard let field = message.field(role), case .choice(let choices) = field.kind else {
        return nil
      }
      let value = texts[role] ?? defaults[role] ?? choices.first
      return value == choices.first
    }
    if isFirst(.accountType) == false { return .wallet }
    switch isFirst(.accountAttribute) {
    case true?: return .person
    case false?: return .company
    case nil: return .unknown
    }
  }

  private static let longestAccount = 32

  private func accountFindings(_ text: String, _ texts: [Role: String], place: String) -> [Finding]
  {
    if let fault = CellCheck.shapeFault(text, place: place) { return [fault] }
    let bytes = Array(text.utf8)
    func error(_ code: String, _ reason: String, _ hint: String) -> [Finding] {
      [Finding(.error, code, place: place, reason, hint: hint)]
    }
    let isNumber = bytes.allSatisfy(\.isDigit)
    let owner = owner(texts)
    if isNumber, bytes.count < 8 {
      return error(
        "account_short", "it has \(bytes.count) digits; no account has fewer than 8",
        "compare it with the card")
    }
    if isNumber, bytes.count > Self.longestAccount {
      return error(
        "account_long", "it has \(bytes.count) digits; no account has more than 32",
        "compare it with the card")
    }
    if !isNumber {
      guard owner == .person || owner == .unknown else { return [] }
      return error(
        "account_letters", "a bank card's number has digits only", "write the digits of the card")
    }
    if owner == .wallet { return [] }
    // A number that kept its leading zero was text in the spreadsheet, too, and not rounded.
    if bytes.count >= 17, bytes.first != .digitZero, bytes[15...].allSatisfy({ $0 == .digitZero }),
      !acceptsRoundNumbers
    {
      return error(
        "spreadsheet_damage",
        "every digit behind the 15th is 0, as a spreadsheet leaves it that rounded the number",
        "format the column as text and enter the number again; if the zeros are right, add "
          + "--round-numbers")
    }
    return checkDigit(bytes, text, owner, place: place)
  }

  /// Cards have a check digit, companies' accounts have none. Where nobody says which it is, a number
  /// that looks like a card's is one.
  private func checkDigit(_ bytes: [UInt8], _ text: String, _ owner: Owner, place: String)
    -> [Finding]
  {
    let looksLikeCard: Bool
    switch owner {
    case .person: looksLikeCard = (13...19).contains(bytes.count)
    case .unknown:
      looksLikeCard =
        (16...19).contains(bytes.count)
        && (bytes.starts(with: "62".utf8) || bytes.first.map { "3459".utf8.contains($0) } == true)
    default: looksLikeCard = false
    }
    guard looksLikeCard, !Luhn.isValid(bytes) else { return [] }
    return [
      Finding(
        .warning, "check_digit", place: place,
        "\(Masking.account(text)) fails the check of bank card numbers (Luhn)",
        hint: "compare it with the card; company accounts have no check digit")
    ]
  }
}
