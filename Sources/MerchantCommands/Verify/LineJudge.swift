import ByteText
import BulkVerification
import Captures
import WireFormat

/// Decides one line the long way: as the message that most lines are, or as any capture.
struct LineJudge: Sendable {
  private let plain: MessageJudge
  private let vocabulary: CaptureVocabulary

  init(subjects: [BulkSubject], knownNames: Set<String>) {
    plain = MessageJudge(subjects: subjects)
    vocabulary = CaptureVocabulary(knownNames)
  }

  func verdict(on line: Bytes) -> LineVerdict {
    if let nul = line.firstIndex(of: 0) {
      return LineVerdict(.unreadable, code: "capture_nul", place: "byte \(nul + 1)")
    }
    if Self.beginsLikeAMessage(line) {
      let verdict = plain.verdict(on: line)
      if verdict.outcome == .valid { return verdict }
      if verdict.outcome != .unreadable, !MessageJudge.hasOtherReadings(line), !isRecord(line) {
        return verdict
      }
    }
    do throws(CaptureError) { return try found(in: line) } catch {
      return LineVerdict(.unreadable, code: error.code, place: "byte \(error.offset + 1)")
    }
  }

  /// Whether the line is an object that has no names of a message itself: a record of a log, in which one
  /// may stand.
  private func isRecord(_ line: Bytes) -> Bool {
    guard line.first == .openBrace, let fields = try? JSONScanner.object(line) else { return false }
    return fields.fields.count { vocabulary.contains($0.name) } < CaptureReader.fewestNames
  }

  /// The verdict on what a line holds in whatever shape: what `verify` says of the line alone.
  private func found(in line: Bytes) throws(CaptureError) -> LineVerdict {
    let judge = plain
    let captures = try CaptureReader.readLine(
      line, vocabulary, accepts: { judge.judge($0)?.isSigned ?? false })
    // A log line may hold a query and a body; the one that is a message counts.
    let verdicts = captures.compactMap { judge.judge($0.fields) }.map { LineVerdict($0.report) }
    return verdicts.first { $0.outcome != .valid } ?? verdicts.first
      ?? LineVerdict(
        .unreadable, code: "unknown_message",
        place: "byte \((captures.first?.offset(in: line) ?? 0) + 1)")
  }

  /// Whether a line begins with an object, or with a name and an equals sign, and was not escaped by
  /// a log. Almost any text can be read as a form whose first name is long and strange.
  private static func beginsLikeAMessage(_ line: Bytes) -> Bool {
    if line.first == UInt8(ascii: "{") { return true }
    if line.contains(UInt8(ascii: "\\")) { return false }
    let name = line.prefix { $0 != UInt8(ascii: "=") }
    return name.count < line.count
      && name.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"):
          true
        default: false
        }
      }
  }
}
