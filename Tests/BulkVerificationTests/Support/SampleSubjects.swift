import BulkVerification
import Gateways
import Messages
import PaymentValues

enum SampleSubjects {
  static func key(_ gateway: GatewaySpec) -> Secret {
    Secret(Array("k-\(gateway.id)-4fet4zapshjacjd9".utf8))
  }

  static func subject(_ gateway: GatewaySpec, values: [Role: String] = [:]) -> BulkSubject {
    BulkSubject(
      profile: Profile(name: gateway.id, gateway: gateway, key: key(gateway), values: values))
  }

  static let payIndex = subject(.payIndex, values: [.merchantID: "10021"])
  static let payCenter = subject(.payCenter)
  static let lianhe = subject(.lianhe, values: [.merchantID: "app-7"])
  static let wessyun = subject(.wessyun)
  static let all = [payIndex, payCenter, lianhe, wessyun]
}
