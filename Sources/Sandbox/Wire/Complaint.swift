import ByteText
import Gateways

/// Why the sandbox refuses a request, before it is put into a gateway's words.
struct Complaint: Error, Sendable {
  enum Kind: Sendable {
    case field
    case amount
    case orderNumber
    case merchant
    case signature
    case duplicate
    case notFound
    /// A refusal for no fault of the request, such as an empty balance.
    case refused
    /// Nothing is certain, says the gateway.
    case busy
  }

  var kind: Kind
  /// What exactly, in English, behind the gateway's words; nil when those say it all.
  var detail: String?

  init(_ kind: Kind, _ detail: String? = nil) {
    self.kind = kind
    self.detail = detail
  }
}

/// A gateway's code and words for a complaint: from its table of errors where that has a fitting one.
struct ComplaintWords: Sendable, Equatable {
  var code: String?
  var words: String

  init(_ complaint: Complaint, gateway: GatewaySpec, answer: MessageKind) {
    // A spec may list the answers that carry an error, or the requests that those answer.
    let meanings = gateway.errors.filter { meaning in
      meaning.messages.isEmpty || meaning.messages.contains { $0 == answer || $0.answer == answer }
    }
    // A question is refused with the codes of the gateway's one table of errors.
    let isAboutQuestion = answer == .queryAnswer || answer == .payoutQueryAnswer
    let table = gateway.errors.filter { $0.code != nil && $0.isDocumented }
    let meaning =
      Self.meaning(of: complaint.kind, in: meanings)
      ?? (isAboutQuestion ? Self.meaning(of: complaint.kind, in: table) : nil)
    code = meaning?.code
    let named = meaning?.code.flatMap { code in
      gateway.codeTable(.error)?.rows.first { $0.code == code }?.name
    }
    let text = meaning?.wordsContain ?? named ?? Self.plainWords(complaint.kind)
    words = complaint.detail.map { "\(text): \($0)" } ?? text
  }

  private static func meaning(of kind: Complaint.Kind, in meanings: [ErrorMeaning])
    -> ErrorMeaning?
  {
    func first(_ verdict: ErrorMeaning.Verdict) -> ErrorMeaning? {
      meanings.first { $0.verdict == verdict }
    }
    // The tables tell what an error means for the money, not which fault it names; that stands in
    // the gateway's code and words, and failing those in the catalog's advice.
    func naming(_ texts: [String], advice: [String] = []) -> ErrorMeaning? {
      let candidates = meanings.filter { $0.verdict == .rejected || $0.verdict == .unknown }
      return candidates.first { meaning in
        let own = (meaning.code ?? "") + (meaning.wordsContain ?? "")
        return texts.contains { own.contains($0) }
      }
        ?? candidates.first { meaning in
          advice.contains { meaning.advice.lowercased().contains($0) }
        }
    }
    switch kind {
    case .field: return naming(["invalid", "参数"], advice: ["field"])
    case .amount: return naming(["金额", "invalid"], advice: ["field"])
    case .orderNumber: return naming(["订单号", "invalid"], advice: ["field"])
    case .merchant: return naming(["商户"], advice: ["profile"])
    case .signature: return naming(["签", "sign"], advice: ["signature"])
    case .refused: return naming(["balance", "余额"]) ?? first(.rejected)
    case .duplicate: return first(.duplicate) ?? first(.unknown)
    case .notFound: return first(.notFound)
    case .busy: return first(.unknown)
    }
  }

  private static func plainWords(_ kind: Complaint.Kind) -> String {
    switch kind {
    case .field, .amount, .orderNumber: "参数格式校验错误"
    case .merchant: "商户不存在"
    case .signature: "签名失败"
    case .duplicate: "订单号重复"
    case .notFound: "订单不存在"
    case .refused: "余额不足"
    case .busy: "系统错误"
    }
  }
}
