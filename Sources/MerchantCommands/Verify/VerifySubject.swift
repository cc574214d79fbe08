import BulkVerification
import Gateways
import Messages
import PaymentValues
import Signing
import WireFormat

/// Whose message a capture is, and what was found of it: which profile, gateway and kind of message.
struct VerifySubject {
  var profile: Profile
  var report: MessageReport
  /// What the digest says, also of a message that was refused before anybody asked it.
  var check: SignatureCheck?
  /// Other profiles whose keys may have signed it.
  var others: [Profile] = []
  /// A profile that was asked for and whose key did not sign it, while another's did.
  var wanted: String?

  var gateway: GatewaySpec { report.gateway }
  var message: MessageSpec { report.message }

  /// The account that fits best; nil when no gateway of the accounts has such a message.
  static func find(
    _ accounts: VerifyAccounts, fields: FieldList, expectation: Expectation = Expectation()
  ) -> VerifySubject? {
    let judge = MessageJudge(subjects: accounts.subjects)
    guard let judgement = judge.judge(fields, expectation: expectation) else { return nil }
    let profiles = accounts.subjects.map(\.profile)
    let profile = profiles[judgement.subject]
    var subject = VerifySubject(profile: profile, report: judgement.report, check: judgement.check)
    subject.others = (profiles + accounts.others).filter {
      $0.name != profile.name && $0.name != VerifyAccounts.unnamed
    }
    if judgement.isSigned, let preferred = accounts.preferred, preferred != profile.name,
      profiles.contains(where: { $0.name == preferred && $0.gateway.id == profile.gateway.id })
    {
      subject.wanted = preferred
    }
    subject.report.findings += findings(subject)
    return subject
  }

  private static func findings(_ subject: VerifySubject) -> [Finding] {
    var findings: [Finding] = []
    let report = subject.report
    if subject.profile.name == VerifyAccounts.unnamed, subject.profile.values[.merchantID] == nil,
      subject.check?.isValid == true
    {
      findings.append(
        Finding(
          .warning, "account_not_pinned", place: report.message.field(.merchantID)?.name,
          "taken for gateway \(report.gateway.id); no profile pins the account, so whose it is was "
            + "not checked", hint: "give --merchant-id ID, or a profile"))
    }
    if subject.profile.key?.isShort == true {
      findings.append(
        Finding(.warning, "short_key", "the key is shorter than any real gateway's"))
    }
    return findings + DigestFindings.of(subject)
  }
}
