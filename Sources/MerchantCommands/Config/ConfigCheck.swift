import GatewayEngine
import Gateways
import Messages
import PaymentValues

/// Holds every profile against what commands need.
struct ConfigCheck {
  let context: CommandContext

  func run() throws(Refusal) -> ExitCode {
    let config = try ConfigCommand.needed(context)
    var rows: [[String]] = []
    var isGood = true
    func add(_ place: String, _ good: Bool, _ words: String) {
      rows.append([place, good ? "ok" : "fault", words])
      if !good { isGood = false }
    }
    let shared = config.status.isShared
    add(
      config.file.path, !shared,
      shared
        ? "mode \(config.status.octal): run 'chmod 600 \(config.file.path)'"
        : "mode \(config.status.octal)")
    if let name = config.file.global.entry("default-profile")?.value {
      let known = config.file.sections.contains { $0.name == name }
      add("default-profile", known, known ? name : "there is no profile '\(name)'")
    }
    let accounts = context.accounts
    for section in config.file.sections {
      do throws(Refusal) {
        let resolved = try accounts.profile(section, needsKey: true, usesOptions: false)
        let faults = self.faults(resolved.profile)
        add(
          "[\(section.name)]", faults.isEmpty,
          faults.first
            ?? "\(resolved.profile.gateway.id), \(resolved.profile.mode.rawValue)")
      } catch {
        let usesCommand = section.entry("key-command") != nil && error.code == "no_key"
        add(
          "[\(section.name)]", usesCommand,
          usesCommand ? "key-command is not run by the check" : error.message)
      }
    }
    let names = ["place", "verdict", "detail"]
    let records = rows.map { Record(names, $0) }
    try context.output.emit(
      Document(
        object: [("usable", .bool(isGood)), ("checks", .array(records.map(\.json)))],
        records: records, lines: Layout.table(names, rows), value: isGood ? "usable" : "fault"))
    return isGood ? .success : .config
  }

  private func faults(_ profile: Profile) -> [String] {
    var faults: [String] = []
    if profile.key?.isPlaceholder != false { faults.append("the key is missing or a placeholder") }
    if profile.key?.isShort == true { faults.append("the key is shorter than eight bytes") }
    guard let base = profile.baseURL else { return faults + ["base-url is missing"] }
    if let finding = AddressCheck.fault(in: base, profile: profile) {
      faults.append(finding.reason)
    }
    let order = profile.gateway.message(.order)
    for role in [Role.merchantID, .appID]
    where order?.field(role) != nil && profile.values[role] == nil {
      faults.append("\(role.rawValue) is missing")
    }
    return faults
  }
}
