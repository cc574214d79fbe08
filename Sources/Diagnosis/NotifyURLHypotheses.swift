import ByteText
import Gateways
import WireFormat

/// What becomes of a callback when the notify URL has a query of its own, or when a value travels
/// unencoded: fields that nobody signed, and values that arrive in pieces.
enum NotifyURLHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    ownQuery(subject) + secondQuestionMark(subject) + pieces(subject)
  }

  private static func isUnknown(_ field: Field, _ subject: DiagnosisSubject) -> Bool {
    subject.message.field(named: field.displayName) == nil
      && !FieldHypotheses.isSignature(field.name, subject)
  }

  /// Places of the fields in front of a callback that its table does not know: the merchant's own,
  /// from the notify URL's query.
  static func ownFields(_ subject: DiagnosisSubject) -> Range<Int> {
    guard subject.message.kind.isCallback else { return 0..<0 }
    return 0..<subject.list.fields.prefix { isUnknown($0, subject) }.count
  }

  /// All of the merchant's own fields at once; one alone is among the fields left out.
  private static func ownQuery(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let own = ownFields(subject)
    guard own.count > 1 else { return [] }
    return [
      Hypothesis(
        code: .ownQueryField, fields: own.map { subject.list.fields[$0].displayName },
        family: .fields
      ) { trial in
        for given in own { trial.change(given) { $0.isSigned = false } }
      }
    ]
  }

  /// `uid=7?income=98`: a server that joins with `?` whatever the URL holds already.
  private static func secondQuestionMark(_ subject: DiagnosisSubject) -> [Hypothesis] {
    subject.list.fields.enumerated().flatMap { given, holder -> [Hypothesis] in
      guard isUnknown(holder, subject) else { return [] }
      let value = holder.value.literal
      let places = value.indices.filter { value[$0] == .questionMark }
      return places.flatMap { place -> [Hypothesis] in
        let halves = value[(place + 1)...].split(
          separator: .equals, maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let name = halves.first.map({ Array($0) }), !name.isEmpty,
          !subject.list.fields.contains(where: { $0.name == name })
        else { return [] }
        let display = String(decoding: name, as: UTF8.self)
        let text = Array(halves[1])
        // What stands in front of the second question mark is the merchant's own.
        let own = subject.list.fields.indices.filter {
          $0 < given && isUnknown(subject.list.fields[$0], subject)
        }
        return [own, []].map { dropped in
          Hypothesis(
            code: .notifyURLQuery, fields: [display],
            detail: "it stands inside \(holder.displayName): \(DisplayText.quoted(value))",
            dropped == own ? .common : .alone, family: .fields
          ) { trial in
            for place in dropped { trial.change(place) { $0.isSigned = false } }
            trial.change(given) { part in
              part.name = name
              part.text = text
              part.value = .text(text)
              part.isSigned = true
            }
          }
        }
      }
    }
  }

  /// A value with `&` in it that was sent unencoded: its rest arrived as fields of their own.
  private static func pieces(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let fields = subject.list.fields
    return subject.signedParts.flatMap { index -> [Hypothesis] in
      let given = subject.base.parts[index].given
      guard given < fields.count else { return [] }
      let rest = fields[(given + 1)...].prefix { isUnknown($0, subject) }
      var joined = subject.base.parts[index].text
      return rest.indices.flatMap { last -> [Hypothesis] in
        let piece = [.ampersand] + fields[last].name
        let value = fields[last].value.literal
        let texts = value.isEmpty ? [joined + piece, joined + piece + [.equals]] : []
        joined += piece + (value.isEmpty ? [] : [.equals] + value)
        return (value.isEmpty ? texts : [joined]).map { text in
          Hypothesis(
            code: .ampersandUnencoded,
            fields: [subject.name(index)] + (given + 1...last).map { fields[$0].displayName },
            detail: DisplayText.quoted(text), family: .fields
          ) { trial in
            for place in given + 1...last { trial.change(place) { $0.isSigned = false } }
            trial.change(given) { part in
              part.text = text
              part.value = .text(text)
            }
          }
        }
      }
    }
  }
}
