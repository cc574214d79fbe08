import Foundation
import MerchantGateway

/// A shop: takes the gateway's callbacks, believes none that is not signed, asks the gateway itself
/// before it delivers, and delivers once.
struct Shop: Sendable {
  let profile: Profile
  let client: GatewayClient
  let receiver: CallbackReceiver
  /// The amount of each order, in fen. A real shop asks its database.
  static let orders: [String: Int64] = ["A1": 100, "A2": 2_500]

  init(profile: Profile, record: String) throws {
    self.profile = profile
    client = GatewayClient(profile: profile, transport: CurlTransport())
    // Every message is kept, good or forged; the record also knows which of them came before.
    receiver = try CallbackReceiver(
      profiles: [profile], recorder: try CallbackRecorder(record),
      lookup: { _, _, order in Self.orders[order].map { KnownOrder(amount: Money(fen: $0)) } })
  }

  /// Answers a request. An answer other than the gateway's word makes it come again later.
  func answer(_ request: HTTPRequest, from peer: String) -> HTTPServerAction {
    let (response, event) = receiver.receive(request, peer: peer)
    guard event.verdict == .valid, let facts = event.facts, facts.status.isPaid else {
      Self.say("\(event.verdict.rawValue) \(event.order ?? "-")")
      return .respond(response)
    }
    guard !event.isRepeated else {
      Self.say("again \(facts.order)")
      return .respond(response)
    }
    guard (try? statusAtGateway(facts.order))?.isPaid == true else {
      Self.say("unconfirmed \(facts.order)")
      return .respond(HTTPResponse(status: 503))
    }
    Self.say("deliver \(facts.order) \(facts.amount?.yuan ?? "")")
    return .respond(response)
  }

  /// What the gateway says when it is asked; nil for an answer that cannot be believed.
  private func statusAtGateway(_ order: String) throws -> Status? {
    var question = RequestInput()
    question.texts[.orderNumber] = order
    let request = try RequestBuilder(
      profile: profile, unixMilliseconds: Clock.system.unixMilliseconds(),
      random: { UInt64.random(in: .min ... .max) }
    ).build(.query, question)
    let exchange = client.send(request)
    return exchange.outcome == .accepted ? exchange.answer?.status : nil
  }

  /// A line at once, also where standard output is a file.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
