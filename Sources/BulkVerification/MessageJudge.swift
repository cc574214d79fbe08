import ByteText
import Gateways
import Messages
import PaymentValues
import Signing
import WireFormat

/// Judges one message in full: whose it is, which kind, and what it says. One candidate gives the
/// verdict and the facts. `verify`, the slow path of `verify --lines` and the tests ask it; the fast
/// path must share its opinion.
///
/// It reads forms and JSON objects. A caller that also reads log lines and other captures gives
/// `BulkVerification` a closure of its own.
package struct MessageJudge: Sendable {
  /// What was found of one message.
  package struct Judgement: Sendable {
    /// The place of the subject that was chosen among those given.
    package var subject: Int
    /// Verdict and facts, both of that subject's message.
    package var report: MessageReport
    /// What the digest says; also of a message that was refused before anybody asked it. Nil
    /// without a rule or a usable key.
    package var check: SignatureCheck?

    /// Whether somebody with the subject's key signed these fields, whatever else is wrong.
    package var isSigned: Bool { check?.isValid ?? false }
  }

  private let subjects: [BulkSubject]
  /// What is known of each subject's gateway.
  private let books: [MessageBook]

  /// Judges messages of those subjects; of equals the first counts.
  package init(subjects: [BulkSubject]) {
    self.subjects = subjects
    books = subjects.map { MessageBook($0.profile.gateway) }
  }

  /// The verdict on the bytes of one line, without its line feed.
  package func verdict(on line: Bytes) -> LineVerdict {
    let body = Array(line.trimmed(\.isSpace))
    do throws(WireError) {
      let fields =
        body.first == UInt8(ascii: "{")
        ? try JSONScanner.object(body) : try FormCodec.decode(body)
      try fields.checkNames()
      guard let judgement = judge(fields) else {
        return LineVerdict(.unreadable, code: "unknown_message")
      }
      return LineVerdict(judgement.report)
    } catch { return LineVerdict(unreadable: error) }
  }

  /// Whether a line that is a form or a JSON object could also be read in another way: then its plain
  /// reading, if nobody signed it, is not the last word.
  package static func hasOtherReadings(_ line: Bytes) -> Bool {
    line.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { ByteRun(start: $0, count: buffer.count).hasOtherReadings } ?? false
    }
  }

  /// Judges the fields; nil when no subject's gateway has such a message.
  ///
  /// A subject whose key signed them comes before every other, and of those the one that believes
  /// them. Then the one whose account the message names, then the one whose table fits best.
  package func judge(_ fields: FieldList, expectation: Expectation = Expectation()) -> Judgement? {
    var best: (judgement: Judgement, rank: Rank)?
    for (index, subject) in subjects.enumerated() {
      let book = books[index]
      guard let choice = Self.message(of: fields, for: subject, book) else { continue }
      let message = choice.message
      var report = book.verifier(of: message)
        .verify(fields, profile: subject.profile, expectation: expectation)
      if let finding = choice.finding { report.add(finding) }
      let judgement = Judgement(
        subject: index, report: report,
        check: report.check ?? Self.check(fields, message, subject.profile.key))
      let rank = Rank(judgement, fields, subject.profile, choice.score)
      if best.map({ $0.rank < rank }) ?? true { best = (judgement, rank) }
    }
    return best?.judgement
  }

  /// The message that fields are taken for.
  struct Choice {
    var message: MessageSpec
    /// Higher fits better.
    var score: Int
    /// Why it is not what was asked for, or why that cannot be told.
    var finding: Finding?
  }

  /// The message that the fields are for a subject: every kind is compared before the one that was
  /// asked for counts (docs/decisions/0008). An operator who names account and kind, or a gateway
  /// that signs whatever comes, is taken at the word when no table fits.
  static func message(
    of fields: FieldList, for subject: BulkSubject, _ book: MessageBook? = nil
  ) -> Choice? {
    let gateway = subject.profile.gateway
    let recognition =
      book?.recognise(fields, as: subject.kind)
      ?? MessageRecognizer.recognise(fields, at: gateway, as: subject.kind)
    if !recognition.best.isEmpty, let best = recognition.candidate {
      return Choice(message: best.message, score: best.score, finding: recognition.finding)
    }
    guard subject.isNamed else { return nil }
    if let kind = subject.kind {
      return gateway.message(kind).map { Choice(message: $0, score: 0) }
    }
    return gateway.messages.first {
      if case .allExcept = $0.signing?.selection { return true }
      return false
    }.map { Choice(message: $0, score: 0) }
  }

  private static func check(_ fields: FieldList, _ message: MessageSpec, _ key: Secret?)
    -> SignatureCheck?
  {
    guard let rule = message.signing, let key, !key.isPlaceholder else { return nil }
    return Verifier.check(fields, message: message, rule: rule, key: key)
  }
}

/// How well a subject fits a message; the first difference decides.
private struct Rank: Comparable {
  private var values: [Int]

  init(
    _ judgement: MessageJudge.Judgement, _ fields: FieldList, _ profile: Profile, _ score: Int
  ) {
    let report = judgement.report
    let signed =
      report.isValid ? 3 : report.check?.isValid == true ? 2 : judgement.isSigned ? 1 : 0
    let reader = FieldReader(fields, message: report.message)
    var identity = 1
    for role in [Role.merchantID, .appID] {
      guard let ours = profile.values[role], let theirs = reader.text(role) else { continue }
      identity = ours == theirs ? max(identity, 2) : 0
      if identity == 0 { break }
    }
    values = [signed, identity, score]
  }

  static func < (left: Rank, right: Rank) -> Bool {
    left.values.lexicographicallyPrecedes(right.values)
  }
}
