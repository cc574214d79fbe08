import GatewayEngine
import Gateways
import WireFormat

/// Judges one line in full: the opinion that the fast path must share.
///
/// It reads forms and JSON objects. A caller that also reads log lines and other captures gives
/// `BulkVerification` a closure of its own.
public struct MessageJudge: Sendable {
  let subjects: [BulkSubject]

  /// Judges messages of those subjects, in that order.
  public init(subjects: [BulkSubject]) { self.subjects = subjects }

  /// The verdict on the bytes of one line, without its line feed.
  public func verdict(on line: Bytes) -> LineVerdict {
    let blank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let body = Array(line.drop(while: blank).reversed().drop(while: blank).reversed())
    do throws(WireError) {
      let fields =
        body.first == UInt8(ascii: "{")
        ? try JSONScanner.object(body) : try FormCodec.decode(body)
      return verdict(on: fields)
    } catch { return LineVerdict(unreadable: error) }
  }

  private func verdict(on fields: FieldList) -> LineVerdict {
    var best: (report: MessageReport, score: Int)?
    for subject in subjects {
      let gateway = subject.profile.gateway
      let recognition = MessageRecognizer.recognise(fields, at: gateway, as: subject.kind)
      guard !recognition.best.isEmpty, let found = recognition.candidate else { continue }
      var report = MessageVerifier(gateway: gateway, message: found.message)
        .verify(fields, profile: subject.profile)
      if let finding = recognition.finding { report.add(finding) }
      if report.check?.isValid == true { return LineVerdict(report) }
      if found.score > best?.score ?? 0 { best = (report, found.score) }
    }
    guard let best else { return LineVerdict(.unreadable, code: "unknown_message") }
    return LineVerdict(best.report)
  }
}
