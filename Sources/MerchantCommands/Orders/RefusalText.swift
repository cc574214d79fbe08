import GatewayEngine
import Gateways

/// A refused request as a failure with the right exit code.
enum RefusalText {
  static func failure(_ refusal: RequestRefusal, kind: MessageKind, gateway: GatewaySpec)
    -> CommandFailure
  {
    let errors = refusal.findings.filter { $0.severity == .error }
    let configCodes: Set<String> = ["no_base_url", "unusable_key", "url_malformed"]
    let isConfig = !errors.isEmpty && errors.allSatisfy { configCodes.contains($0.code) }
    return CommandFailure(
      isConfig ? .config : .usage, errors.first?.code ?? "refused",
      "the \(kind.rawValue) for \(gateway.id) was not made; nothing was sent",
      findings: refusal.findings)
  }
}
