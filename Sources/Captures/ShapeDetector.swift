import ByteText
import WireFormat

/// Tries the shapes in a fixed order.
///
/// First the shapes that begin in a way of their own, the most telling first: the first that reads
/// wins. Then the loose ones, which could take almost any text: the one with the most known names
/// wins, on a tie the first in order. If a shape of the first kind began and failed, a loose one
/// must find a known name: half a dump is not a list of lines.
struct ShapeDetector {
  static let distinct: [any ShapeReader.Type] = [
    HTTPResponseReader.self, HTTPRequestReader.self, CurlReader.self, PHPSerializeReader.self,
    PHPVarDumpReader.self, PHPVarExportReader.self, PHPPrintRReader.self, GoMapReader.self,
    HARReader.self, JSONReader.self, PythonDictReader.self, JavaMapReader.self,
    AccessLogReader.self, NginxBodyReader.self, URLReader.self, QueryReader.self,
  ]
  static let loose: [any ShapeReader.Type] = [
    FormParamsReader.self, CSVRowReader.self, LinesReader.self, FormReader.self,
  ]

  /// Every shape in the order in which it is tried.
  static var order: [CaptureShape] { (distinct + loose).map { $0.shape } }

  /// What came of a text.
  struct Reading {
    var captures: [Capture] = []
    /// The shapes that claimed the text and failed, in order.
    var failures: [(shape: CaptureShape, error: WireError)] = []
    /// Different known names, summed over the messages; -1 if nothing was read.
    var score = -1

    /// The failure to show: a limit reached, else the one that got furthest.
    var best: (shape: CaptureShape, error: WireError)? {
      failures.first { $0.error.isFinal }
        ?? failures.max { $0.error.offset < $1.error.offset }
    }
  }

  let session: ReadingSession
  /// Whether somebody whose key is known signed these fields; nil when nobody can tell.
  var accepts: MessageTest?

  func detect(_ text: Bytes) -> Reading {
    var reading = Reading()
    let isUTF8 = UTF8Validation.isValid(text)
    for reader in Self.distinct where isUTF8 || reader.isByteSafe {
      let captures = attempt(reader, text, &reading)
      if !captures.isEmpty {
        reading.captures = captures
        reading.score = score(captures)
        return reading
      }
      if reading.failures.last?.error.isFinal == true { return reading }
    }
    let least = reading.failures.isEmpty ? 0 : 1
    for reader in Self.loose where isUTF8 || reader.isByteSafe {
      let captures = attempt(reader, text, &reading)
      let isSigned = captures.contains { accepts?($0.fields) ?? false }
      if !captures.isEmpty, isSigned || score(captures) >= max(least, reading.score + 1) {
        reading.captures = captures
        reading.score = score(captures)
      }
      if isSigned { return reading }
      if reading.failures.last?.error.isFinal == true { return reading }
    }
    return reading
  }

  /// Reads the text as a form and as nothing else.
  func detectForm(_ text: Bytes) -> Reading {
    var reading = Reading()
    reading.captures = attempt(FormReader.self, text, &reading)
    reading.score = reading.captures.isEmpty ? -1 : score(reading.captures)
    return reading
  }

  private func attempt(_ reader: any ShapeReader.Type, _ text: Bytes, _ reading: inout Reading)
    -> [Capture]
  {
    do {
      return try reader.read(text, session) ?? []
    } catch {
      reading.failures.append((reader.shape, error))
      return []
    }
  }

  private func score(_ captures: [Capture]) -> Int {
    captures.reduce(0) { $0 + session.knownCount($1.fields) }
  }
}
