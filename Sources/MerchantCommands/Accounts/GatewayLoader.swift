import ArgumentParsing
import Gateways
import PaymentValues
import Platform
import WireFormat

/// Finds a gateway: a file named in the profile, a file in the configuration's `gateways` folder,
/// or one of those that are built in.
struct GatewayLoader {
  let environment: CommandEnvironment

  /// The gateway of a profile's settings.
  func gateway(_ reader: inout SettingReader) throws(Refusal) -> GatewaySpec {
    if let path = reader.value("gateway-file") { return try load(path) }
    guard let id = reader.value("gateway") else {
      throw Refusal(
        .config, "no_gateway", "profile '\(reader.section.name)' names no gateway",
        place: reader.place(reader.section.line),
        hint: "set gateway to one of: \(ids.joined(separator: ", "))")
    }
    return try named(id, place: reader.origins["gateway"])
  }

  /// The gateway of that id.
  func named(_ id: String, place: String? = nil) throws(Refusal) -> GatewaySpec {
    if let gateway = GatewayCatalog.named(id) { return gateway }
    if let directory = ConfigLoader.directory(environment) {
      let path = "\(directory)/gateways/\(id).json"
      if !id.contains("/"), (try? SecureFile.read(path, limit: 1_048_576)) != nil {
        return try load(path)
      }
    }
    throw Refusal(
      .config, "unknown_gateway", "there is no gateway '\(id)'", place: place,
      hint: Suggester.nearest(to: id, among: ids).first.map { "did you mean '\($0)'?" }
        ?? "the gateways are: \(ids.joined(separator: ", "))")
  }

  /// Every gateway that can be named.
  func all() -> [GatewaySpec] { GatewayCatalog.builtIn }

  private var ids: [String] { GatewayCatalog.ids }

  /// A gateway from a file.
  func load(_ path: String) throws(Refusal) -> GatewaySpec {
    let bytes: Bytes
    do throws(SystemError) { bytes = try SecureFile.read(path, limit: 1_048_576).bytes } catch {
      throw Refusal(
        .noInput, "gateway_file_unreadable", "gateway file \(path): \(error.reason)")
    }
    return try SpecFileReader.read(bytes, path: path)
  }
}
