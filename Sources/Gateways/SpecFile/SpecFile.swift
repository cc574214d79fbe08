import ByteText
import PaymentValues
import WireFormat

/// A gateway as a JSON file, by which a user adds one without compiling. `docs/spec-file.md`
/// explains the format; keys and words are kebab case, and what has its default is left out.
public enum SpecFile {
  /// The format's number, the value of the key `format`.
  public static let format = 1

  /// The file of a gateway, two spaces a level, with a newline at the end.
  public static func encode(_ gateway: GatewaySpec) -> Bytes {
    JSONWriter(layout: .pretty).bytes(gateway.specJSON) + [.lineFeed]
  }

  /// Reads a file. Unknown keys, wrong types and unknown words are errors; all of them are
  /// collected, each with its place in the file such as `operations[0].request.fields[2].role`.
  /// What the words mean together is `lint`'s matter.
  public static func decode(_ bytes: Bytes) throws(SpecFileError) -> GatewaySpec {
    let value: JSONValue
    do {
      value = try JSONValue.parse(bytes)
    } catch {
      let place = error.place(in: bytes)
      throw SpecFileError(findings: [
        Finding(
          .error, error.code, place: "line \(place.line), column \(place.column)", error.reason)
      ])
    }
    let problems = SpecProblems()
    let gateway = GatewaySpec(SpecNode(value, at: "", problems))
    guard problems.findings.isEmpty, let gateway else {
      throw SpecFileError(findings: problems.findings)
    }
    return gateway
  }
}

/// Why a spec file was refused: everything that is wrong with it.
public struct SpecFileError: Error, Equatable, Sendable {
  /// The errors in the order of the file; never empty.
  public let findings: [Finding]
}
