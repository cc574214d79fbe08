import Gateways
import HTTP
import PaymentValues
import Platform

/// What a sandbox is made of. Everything that reaches outside comes in here as a value.
package struct SandboxOptions: Sendable {
  /// The gateways, built in or from spec files; each is served under `/` and its identifier.
  package var gateways: [GatewaySpec]
  /// Accounts by gateway; a gateway without one gets a generated account.
  package var accounts: [String: SandboxAccount] = [:]
  /// A literal loopback address; any other is refused.
  package var address = "127.0.0.1"
  /// The port; 0 for any that is free.
  package var port: UInt16 = 0
  /// Stretches or shortens the waits of callbacks and of payouts: 0.01 makes a minute 0.6 s.
  package var timeScale = Ratio.one
  /// A file that survives the process: every booking is in it, and on the disk, before it is
  /// answered. Nil keeps everything in memory.
  package var stateFile: String?
  /// Faults of every gateway.
  package var faults = SandboxFaults()
  /// Faults of single gateways, by identifier, instead of `faults`.
  package var gatewayFaults: [String: SandboxFaults] = [:]
  /// Whether requests and acknowledgements pass that real servers of the families take, though their
  /// documents do not.
  package var isLenient = false
  /// What payouts of an account may spend at first, by gateway; a gateway without one has enough.
  package var balances: [String: Money] = [:]
  /// Makes accounts and faults repeatable.
  package var seed: UInt64 = 1
  /// False books every request, whatever its number: a client that sends twice is caught.
  package var refusesDuplicates = true
  /// After how long a payout succeeds by itself, before `timeScale`; nil waits for a hand.
  package var payoutMilliseconds: Int64? = 2_000
  /// The time.
  package var clock = Clock.system
  /// The way to the merchant; nil records callbacks as not sent.
  package var transport: (any HTTPTransport)?
  /// A callback must be answered by then.
  package var callbackMilliseconds: Int64 = 1_000
  /// Bookings beyond that are refused as a system error.
  package var bookingLimit = 1_000_000
  /// Callbacks that the sandbox's own receiver remembers.
  package var receivedLimit = 200

  /// The defaults: 127.0.0.1, any free port, real time, no faults, nothing on disk.
  package init(gateways: [GatewaySpec]) { self.gateways = gateways }

  func account(of gateway: GatewaySpec) -> SandboxAccount {
    accounts[gateway.id] ?? SandboxAccount(generatedFor: gateway, seed: seed)
  }
}
