import Gateways
import PaymentValues
import WireFormat

/// Reads a gateway's specification file for a command: all faults at once, with the file's name.
enum SpecFileReader {
  static func read(_ bytes: Bytes, path: String) throws(Refusal) -> GatewaySpec {
    let gateway: GatewaySpec
    do throws(SpecFileError) { gateway = try SpecFile.decode(bytes) } catch {
      throw Refusal(
        .config, "gateway_file_invalid", "the gateway file cannot be used", place: path,
        hint: "docs/spec-file.md explains the format", findings: error.findings)
    }
    let faults = SpecFile.lint(gateway).filter { $0.severity == .error }
    guard faults.isEmpty else {
      throw Refusal(
        .config, "gateway_file_invalid", "the gateway file contradicts itself", place: path,
        hint: "docs/spec-file.md explains the format", findings: faults)
    }
    return gateway
  }
}
