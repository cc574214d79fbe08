import ByteText
import Gateways
import HTTP
import WireFormat

/// One documented path of a gateway: the operation behind it and its ways in.
struct Route: Sendable {
  let gateway: GatewaySpec
  let account: SandboxAccount
  let operation: OperationSpec
  let endpoints: [Endpoint]
  /// Fields that the documented path itself carries in its query.
  let pathFields: FieldList

  var kind: MessageKind { operation.request.kind }
  var bookingKind: BookingKind { kind.isAboutPayout ? .payout : .order }

  /// Which of the ways in these fields chose: the one whose fixed fields they have, the pickiest first.
  func endpoint(for fields: FieldList, among ways: [Endpoint]) -> Endpoint? {
    func fits(_ endpoint: Endpoint) -> Bool {
      endpoint.fixed.allSatisfy { fixed in
        guard let wanted = fixed.value else { return true }
        return fields[fixed.name]?.display == wanted
      }
    }
    func weight(_ endpoint: Endpoint) -> Int { endpoint.fixed.count { $0.value != nil } }
    return ways.filter(fits).max { weight($0) < weight($1) }
  }
}

/// Every path of every gateway.
struct Router: Sendable {
  private var routes: [String: [Route]] = [:]

  init(_ options: SandboxOptions) throws(SandboxError) {
    var seen: Set<String> = ["sandbox"]
    for gateway in options.gateways {
      let isPlain = gateway.id.utf8.allSatisfy { byte in
        byte == .dash || byte == .underscore || byte.isAlphanumeric
      }
      guard isPlain, !gateway.id.isEmpty, seen.insert(gateway.id).inserted else {
        throw .gatewayIdentifier(gateway.id)
      }
      for operation in gateway.operations { add(operation, gateway, options) }
    }
  }

  private mutating func add(
    _ operation: OperationSpec, _ gateway: GatewaySpec, _ options: SandboxOptions
  ) {
    let paths = Set(operation.endpoints.map(\.path))
    for path in paths {
      let parts = QueryString(url: Array(path.utf8))
      let full = "/\(gateway.id)" + String(decoding: parts.base, as: UTF8.self)
      routes[full, default: []].append(
        Route(
          gateway: gateway, account: options.account(of: gateway), operation: operation,
          endpoints: operation.endpoints.filter { $0.path == path },
          pathFields: (try? parts.fields()) ?? FieldList()))
    }
  }

  /// The route of a request, or nil.
  func route(_ target: RequestTarget) -> Route? {
    guard let candidates = routes[target.path] else { return nil }
    let given = target.queryFields
    return candidates.filter { route in
      route.pathFields.fields.allSatisfy { given[$0.displayName] == $0.value }
    }.max { $0.pathFields.fields.count < $1.pathFields.fields.count }
  }
}
