import ByteText
import Gateways
import PaymentValues

/// Turns what a row says about the payee's bank into the fields that the gateway wants.
struct BankResolver: Sendable {
  private let wantsCode: Bool
  private let wantsName: Bool
  private let nameOfCode: [String: String]
  private let codesOfName: [String: [String]]
  private let source: String

  init(gateway: GatewaySpec, message: MessageSpec) {
    wantsCode = message.field(.bankCode) != nil
    wantsName = message.field(.bankName) != nil
    let table = gateway.codeTable(.payoutBank)
    let rows = table?.rows ?? []
    source = table?.source ?? ""
    nameOfCode = Dictionary(
      rows.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    codesOfName = Dictionary(grouping: rows, by: \.name).mapValues { $0.map(\.code) }
  }

  /// Fills in code and name; findings name what does not fit.
  func resolve(_ texts: inout [Role: String], bank: String?, place: String) -> [Finding] {
    if let bank {
      guard texts[.bankCode] == nil, texts[.bankName] == nil else {
        return [
          Finding(
            .error, "bank_twice", place: place,
            "the row has a column 'bank' and a code or name of the bank, too")
        ]
      }
      if let fault = take(bank, &texts, place: place) { return [fault] }
    }
    if wantsName, texts[.bankName] == nil, let name = texts[.bankCode].flatMap({ nameOfCode[$0] }) {
      texts[.bankName] = name
    }
    guard let code = texts[.bankCode], let name = texts[.bankName],
      let listed = nameOfCode[code], !name.contains(listed), !listed.contains(name)
    else { return [] }
    return [
      Finding(
        .error, "bank_mismatch", place: place,
        "code \(code) is \(listed) in \(source), but the name says \(name)",
        hint: "correct the one that is wrong")
    ]
  }

  private func take(_ bank: String, _ texts: inout [Role: String], place: String) -> Finding? {
    guard wantsCode else {
      texts[.bankName] = nameOfCode[bank] ?? bank
      return nil
    }
    if nameOfCode[bank] != nil {
      texts[.bankCode] = bank
      return nil
    }
    guard let codes = codesOfName[bank], let code = codes.first else {
      return Finding(
        .error, "bank_unknown", place: place,
        "'\(bank)' is neither a code nor the exact name of a bank in \(source)",
        hint: "'merchant bank-codes' finds it; or give bank-code and bank-name")
    }
    texts[.bankCode] = code
    if wantsName { texts[.bankName] = bank }
    return nil
  }
}
