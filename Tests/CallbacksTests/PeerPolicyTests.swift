import HTTP
import Testing

@testable import Callbacks

@Suite struct PeerPolicyTests {
  @Test(arguments: [
    ("203.0.113.7", "203.0.113.7", true), ("203.0.113.7", "203.0.113.8", false),
    ("203.0.113.0/24", "203.0.113.255", true), ("203.0.113.0/24", "203.0.114.0", false),
    ("203.0.113.0/25", "203.0.113.128", false), ("0.0.0.0/0", "198.51.100.1", true),
    ("0.0.0.0/0", "2001:db8::1", false), ("203.0.113.7", "::ffff:203.0.113.7", true),
    ("2001:db8::/32", "2001:db8:1::", true), ("2001:db8::/33", "2001:db8:8000::", false),
    ("::/0", "::1", true), ("203.0.113.7", "not an address", false),
    ("203.0.113.7", "203.0.113.07", false),
  ])
  func aRangeHoldsWhatItSays(_ range: String, _ address: String, _ holds: Bool) {
    #expect(AddressRange(range)?.contains(address) == holds)
  }

  @Test(arguments: ["", "1.2.3", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "::/129", "host", "1/8"])
  func whatIsNoRangeIsRefused(_ text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test func theHeaderIsBelievedFromAProxyOnly() {
    var policy = PeerPolicy()
    policy.allowed = ["203.0.113.7"].compactMap { AddressRange($0) }
    let request = HTTPRequest(
      method: "POST", url: "/", headers: HTTPHeaders([("X-Forwarded-For", "203.0.113.7")]))
    #expect(policy.admit(request, peer: "198.51.100.1:99").refusal != nil)
    policy.trustedProxies = ["198.51.100.0/24"].compactMap { AddressRange($0) }
    let admitted = policy.admit(request, peer: "198.51.100.1:99")
    #expect(admitted.refusal == nil)
    #expect(admitted.address == "203.0.113.7")
  }

  @Test func thePortIsCutOff() {
    #expect(PeerPolicy.host("127.0.0.1:80") == "127.0.0.1")
    #expect(PeerPolicy.host("[::1]:80") == "::1")
  }
}
