import ByteText
import Gateways
import HTTP
import Messages
import PaymentValues
import Signing
import WireFormat

/// Reads the answer to a request in all shapes that the family's servers give it, and decides what it
/// proves. Total: every response ends in a verdict, and what is not understood is `unknown`.
public struct AnswerReader: Sendable {
  let profile: Profile
  let request: PreparedRequest

  /// Reads answers to that request.
  public init(profile: Profile, request: PreparedRequest) {
    self.profile = profile
    self.request = request
  }

  private var movesMoneyOut: Bool { request.kind == .payout }

  /// The answer and its verdict.
  public func read(_ response: HTTPResponse) -> Answer {
    var answer = Answer(verdict: .unknown, httpStatus: response.status)
    answer.retryAfterSeconds = response.headers["Retry-After"].flatMap { Int($0) }
    if let target = PageReader.target(of: response, baseURL: profile.baseURL ?? ""),
      request.kind == .order, (200..<400).contains(response.status)
    {
      answer.verdict = .accepted
      answer.reply = .accepted
      answer.payTarget = target
      return answer
    }
    let body = AnswerBody.json(in: response.body, unwrapsJSONP: request.kind == .order)
    guard let message = profile.gateway.message(request.kind.answer ?? request.kind) else {
      return unreadable(answer, response, "the gateway's document describes no such answer")
    }
    let fields: FieldList
    do throws(WireError) { fields = try JSONScanner.object(body) } catch {
      return unreadable(answer, response, "\(error.reason) at byte \(error.offset)")
    }
    // Names are read in either case; only the orders' forks write one name in two cases.
    if let name = DoubledNames.first(in: fields, ignoringCase: request.kind != .order) {
      return unreadable(answer, response, "'\(name)' comes more than once")
    }
    let verifier = MessageVerifier(gateway: profile.gateway, message: message)
    let report = verifier.verify(fields, profile: profile)
    answer.report = report
    if report.isValid { profile.signedAnswers.note(message.kind) }
    let reader = FieldReader(fields, message: message)
    answer.code = reader.text(.errorCode) ?? failureCode(reader, message)
    answer.words =
      [reader.text(.message), reader.text(.errorDetail)].compactMap { $0 }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: "; ").nonEmpty
    judge(&answer, reader, message, report)
    weighStatus(&answer)
    return answer
  }

  /// A payout may be booked behind any status but 200 (docs/rules.md payouts). A server's own
  /// errors say nothing of an order, and a yes to a question has no other status than success.
  private func weighStatus(_ answer: inout Answer) {
    let status = answer.httpStatus
    guard status != 200 else { return }
    let isFault: Bool
    switch request.kind {
    case .payout: isFault = true
    case .query, .payoutQuery:
      isFault = status >= 500 || answer.reply == .accepted && !(200..<300).contains(status)
    default: isFault = status >= 500 && answer.reply != .accepted
    }
    guard isFault else { return }
    answer.verdict = .unknown
    answer.reply = Self.reply(ofStatus: status, request.kind)
    answer.findings.append(
      Finding(.warning, "http_status", "the gateway answered HTTP \(status)"))
  }

  private static func reply(ofStatus status: Int, _ asked: MessageKind) -> Reply {
    switch status {
    case 429, 503: .busy
    case 401,
      403 where asked.isQuestion:
      .permission
    default: .httpError
    }
  }

  private func failureCode(_ reader: FieldReader, _ message: MessageSpec) -> String? {
    guard let rule = message.success, let word = reader.text(rule.role),
      !rule.words.contains(word)
    else { return nil }
    return word
  }

  private func judge(
    _ answer: inout Answer, _ reader: FieldReader, _ message: MessageSpec, _ report: MessageReport
  ) {
    guard saysYes(reader, message) else {
      if isSilent(reader, message) {
        answer.findings.append(
          Finding(
            .error, "answer_unrecognised",
            "HTTP \(answer.httpStatus): the answer is JSON, but it says neither yes nor no",
            hint: "check base-url; another program may have answered"))
      } else {
        judgeRefusal(&answer, report, reader)
      }
      return
    }
    defer { answer.reply = answer.verdict == .accepted ? .accepted : .untrustworthy }
    let isFaulty = report.findings.contains { $0.severity == .error }
    switch report.verdict {
    case .valid: answer.verdict = .accepted
    case .unsigned where !isFaulty: answer.verdict = .accepted
    case .unsigned, .invalid, .ambiguous, .refused:
      answer.verdict = .unknown
      answer.findings.append(
        Finding(
          .error, "answer_not_trustworthy",
          "the answer says yes, but it is \(report.verdict.rawValue)",
          hint: isQuestion
            ? "check the key, and ask again" : "check the key; ask with a query, do not send again")
      )
      noteMissingSignature(&answer, report)
      return
    }
    noteMissingSignature(&answer, report)
    checkEcho(&answer, reader)
    if request.kind == .order, answer.verdict == .accepted { readTarget(&answer, reader) }
  }

  private func noteMissingSignature(_ answer: inout Answer, _ report: MessageReport) {
    if let objection = UnsignedAnswer.objection(report, isQuestion: isQuestion, profile: profile) {
      answer.verdict = .unknown
      answer.findings.append(objection)
    } else if report.message.signing != nil, report.verdict == .unsigned {
      answer.findings.append(
        Finding(.warning, "answer_unsigned", "the answer says yes without a signature"))
    }
  }

  /// Not even the word that every answer of this gateway has.
  private func isSilent(_ reader: FieldReader, _ message: MessageSpec) -> Bool {
    let role = message.success?.role ?? .resultCode
    return [role, .resultCode, .errorCode].allSatisfy { reader.value($0) == nil }
  }

  private func saysYes(_ reader: FieldReader, _ message: MessageSpec) -> Bool {
    guard let rule = message.success else { return true }
    let word = reader.text(rule.role)
    if let word, rule.failureWords.contains(word) { return false }
    if let word, rule.words.contains(word) { return true }
    return rule.payURLDecides && reader.text(.payURL) != nil
  }

  /// Which kind of no it is: by the gateway's table, and failing that by its words.
  private func judgeRefusal(
    _ answer: inout Answer, _ report: MessageReport, _ reader: FieldReader
  ) {
    let texts = [answer.words, answer.code].compactMap { $0 }
    let meaning = meaning(of: answer, texts)
    let isAboutPermission = ReplyWords.speakOfPermission(texts)
    switch meaning?.verdict {
    case .rejected: answer.reply = isAboutPermission ? .permission : .refused
    case .duplicate: answer.reply = isQuestion ? .unknownError : .duplicate
    case .notFound: answer.reply = .notFound
    case .unknown: answer.reply = .undecided
    case nil where isAboutPermission && !movesMoneyOut: answer.reply = .permission
    case nil: answer.reply = ReplyWords.speakOfBusyness(texts) ? .busy : .unknownError
    }
    // What the table advises is about sending; of a question only what was written for questions helps.
    if let meaning, !isQuestion || isAboutQuestions(meaning) { answer.advice = meaning.advice }
    if isQuestion, hasWrongSignature(report, reader) {
      answer.reply = .untrustworthy
      answer.findings.append(
        Finding(
          .error, "answer_not_trustworthy", place: report.message.signatureField,
          "the answer says no, and its signature does not fit", hint: "check the key, and ask again"
        ))
    } else if isQuestion, report.isValid, let state = report.state {
      answer.reply = .untrustworthy
      answer.findings.append(
        Finding(
          .error, "answer_contradicts_itself", place: report.message.field(.state)?.name,
          "the answer refuses the question and yet says state '\(state)'",
          hint: "ask again; when it stays so, ask the gateway's operator"))
    }
    answer.verdict = verdict(answer.reply)
  }

  /// Whether the answer carries a signature that is not the gateway's. A refusal need not be signed, and
  /// lacks most of what a yes has, so its fields alone do not refuse it.
  private func hasWrongSignature(_ report: MessageReport, _ reader: FieldReader) -> Bool {
    guard let rule = report.message.signing, let key = profile.key,
      reader.value(.signature)?.isEmpty == false
    else { return false }
    let check =
      report.check
      ?? Verifier.check(reader.fields, message: report.message, rule: rule, key: key)
    return !check.isValid
  }

  private func meaning(of answer: Answer, _ texts: [String]) -> ErrorMeaning? {
    profile.gateway.errors.first { meaning in
      let kinds = [request.kind, request.kind.answer]
      guard meaning.messages.isEmpty || meaning.messages.contains(where: kinds.contains) else {
        return false
      }
      if let code = meaning.code { return code == answer.code }
      return meaning.wordsContain.map { part in texts.contains { $0.contains(part) } } ?? false
    }
  }

  private func isAboutQuestions(_ meaning: ErrorMeaning) -> Bool {
    !meaning.messages.isEmpty
      && meaning.messages.allSatisfy { $0.isQuestion || $0.answersQuestion }
  }

  private func verdict(_ reply: Reply) -> Answer.Verdict {
    switch reply.outcome(of: request.kind) {
    case .accepted: .accepted
    case .rejected: .rejected
    case .duplicate: .duplicate
    case .notFound: .notFound
    case .unknown, .notSent: .unknown
    }
  }

  /// An answer about another order, amount or account proves nothing about ours.
  private func checkEcho(_ answer: inout Answer, _ reader: FieldReader) {
    let sent = FieldReader(request.fields, message: request.message)
    for role in [Role.merchantID, .appID, .orderNumber, .gatewayOrderNumber] {
      guard let ours = sent.text(role) else { continue }
      guard let theirs = reader.text(role) else {
        if isQuestion, reader.message.field(role)?.isDocumented == true {
          namesNoOrder(&answer, role)
        }
        continue
      }
      guard theirs != ours else { continue }
      answer.verdict = .unknown
      answer.findings.append(
        Finding(
          .error, "answer_about_another", place: reader.message.field(role)?.name,
          "the answer is about '\(theirs)', the request was about '\(ours)'", hint: askingHint))
    }
    if let amount = request.amount, case .success(let theirs) = reader.money(.amount),
      theirs != amount
    {
      answer.verdict = .unknown
      answer.findings.append(
        Finding(
          .error, "answer_amount_differs", place: reader.message.field(.amount)?.name,
          "the answer says \(theirs.yuan) yuan, the request said \(amount.yuan)", hint: askingHint))
    }
  }

  private var isQuestion: Bool { request.kind.isQuestion }

  private var askingHint: String {
    isQuestion ? "ask again" : "ask with a query; do not send again"
  }

  private func namesNoOrder(_ answer: inout Answer, _ role: Role) {
    answer.verdict = .unknown
    answer.findings.append(
      Finding(
        .error, "answer_names_no_order", place: role.rawValue,
        "the answer does not say which \(role.rawValue) it is about",
        hint: "a genuine answer does; check base-url and ask again"))
  }

  private func readTarget(_ answer: inout Answer, _ reader: FieldReader) {
    guard let url = reader.text(.payURL) else { return }
    switch PayURL.target(url, rule: profile.gateway.payURL, baseURL: profile.baseURL ?? "") {
    case .success(let target): answer.payTarget = target
    case .failure(let finding): answer.findings.append(finding)
    }
  }

  private func unreadable(_ answer: Answer, _ response: HTTPResponse, _ reason: String) -> Answer {
    var answer = answer
    answer.verdict = .unknown
    answer.reply =
      response.status >= 400 ? Self.reply(ofStatus: response.status, request.kind) : .unreadable
    let what: String
    if response.body.isEmpty {
      what = "the answer is empty"
    } else if PageReader.looksLikeHTML(response.body) {
      what = "the answer is an HTML page, not the documented JSON"
    } else {
      what = "the answer is no complete JSON object: \(reason)"
    }
    answer.findings.append(
      Finding(
        .error, "answer_unreadable", "HTTP \(response.status): \(what)",
        hint: "check base-url; a gateway's JSON was expected"))
    return answer
  }
}

extension String {
  /// Nil for the empty string.
  var nonEmpty: String? { isEmpty ? nil : self }
}
