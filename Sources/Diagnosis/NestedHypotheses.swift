import ByteText
import WireFormat

/// Nested JSON was written anew before it was hashed.
enum NestedHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    subject.signedParts.flatMap { index -> [Hypothesis] in
      let raw = subject.base.parts[index].value.literal
      guard raw.first == .openBrace || raw.first == .openBracket,
        let tree = try? JSONValue.parse(raw)
      else {
        return []
      }
      let sorted = (try? JSONText.sorted(raw)) ?? raw
      let fastjson = (try? JSONText.compactSorted(raw)) ?? raw
      let writer = JSONWriter()
      let compact = writer.bytes(tree)
      let escaped = JSONWriter(nonASCII: .escaped).bytes(tree)
      let texts: [(DiagnosisCode, Bytes)] = [
        (.nestedRaw, raw),
        (.nestedCompact, (try? JSONText.compact(raw)) ?? raw), (.nestedCompact, compact),
        (.nestedSorted, sorted), (.nestedSorted, fastjson),
        (.nestedJSONEncode, ValueEscapes.slashesEscaped(escaped)),
        (.nestedJSONEncode, ValueEscapes.slashesEscaped(compact)),
        (.nestedJSONEncode, escaped),
        (.nestedJSONEncode, ValueEscapes.slashesEscaped(ValueEscapes.unicodeEscaped(sorted))),
        (.nestedSpaced, spaced(compact, colon: ": ", comma: ", ")),
        (.nestedSpaced, spaced(escaped, colon: ": ", comma: ", ")),
        (.nestedSpaced, spaced(sorted, colon: ": ", comma: ", ")),
        (.nestedSpaced, spaced(compact, colon: ": ", comma: ",")),
        (.nestedSpaced, JSONWriter(layout: .pretty).bytes(tree)),
        (.nestedRaw, Array("Array".utf8)), (.nestedRaw, Array("[object Object]".utf8)),
      ]
      return texts.compactMap { code, text in
        subject.replacing(index, with: text, code, .nested, .common)
      }
    }
  }

  /// Compact JSON with blanks behind colons and commas, as Python's json.dumps writes it.
  private static func spaced(_ compact: Bytes, colon: String, comma: String) -> Bytes {
    var isInString = false
    var isEscaped = false
    return compact.flatMap { byte -> Bytes in
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == .backslash {
          isEscaped = true
        } else if byte == .quote {
          isInString = false
        }
        return [byte]
      }
      switch byte {
      case .quote:
        isInString = true
        return [byte]
      case .colon: return Array(colon.utf8)
      case .comma: return Array(comma.utf8)
      default: return [byte]
      }
    }
  }
}
