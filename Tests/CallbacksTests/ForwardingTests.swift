import Gateways
import HTTP
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

@Suite struct ForwardingTests {
  private let profile = Fixture.profile(.payCenter)

  @Test func theHandlerGetsTheVeryBytes() throws {
    let shop = FakeShop(body: "success")
    let bench = try Bench([profile], shop: shop)
    let post = try Fixture.make(profile, .orderCallback)
    let get = try Fixture.make(profile, .payoutCallback)
    #expect(bench.send(post).1.isAcknowledged)
    #expect(bench.send(get).1.isAcknowledged)
    #expect(shop.all.map(\.method) == ["POST", "GET"])
    #expect(shop.all[0].body == post.body)
    #expect(shop.all[0].headers["Content-Type"] == post.contentType)
    let query = String(decoding: get.query ?? [], as: UTF8.self)
    #expect(shop.all[1].url == "http://127.0.0.1:1/shop?" + query)
  }

  @Test func theGatewayHearsItsWordOnlyAfterTheHandler() throws {
    let shop = FakeShop { count in
      count < 2
        ? .answered(HTTPResponse(status: 200, body: Array("success\n".utf8)))
        : .answered(HTTPResponse(status: 200, body: Array("success".utf8)))
    }
    let bench = try Bench([profile], shop: shop)
    let raw = try Fixture.make(profile, .orderCallback)
    for _ in 0..<2 {
      let (response, event) = bench.send(raw)
      #expect(response.status == 502)
      #expect(event.forwarded?.answer?.faults == [.newlineAfter])
    }
    #expect(bench.send(raw).0.body == Array("success".utf8))
    #expect(bench.send(raw).1.isRepeated)
    #expect(shop.count == 3)
  }

  @Test func anErrorPageThatHoldsTheWordByAccidentIsNotPassedOn() throws {
    let profile = Fixture.profile(.wessyun)
    let bench = try Bench([profile], shop: FakeShop(body: "invalid token"))
    let (response, event) = bench.send(try Fixture.make(profile, .orderCallback))
    #expect(!event.isAcknowledged)
    #expect(response.status == 502)
    #expect(!String(decoding: response.body, as: UTF8.self).lowercased().contains("ok"))
  }

  @Test func aSilentHandlerIsNotAcknowledged() throws {
    let shop = FakeShop { _ in
      .unknown(TransportFailure(code: "timeout", reason: "no answer"))
    }
    let bench = try Bench([profile], shop: shop)
    let event = bench.send(try Fixture.make(profile, .orderCallback)).1
    #expect(!event.isAcknowledged)
    #expect(event.forwarded?.failure?.code == "timeout")
  }

  @Test func nothingInvalidReachesTheHandler() throws {
    let shop = FakeShop(body: "success")
    let bench = try Bench([profile], lookup: { _, _, _ in nil }, shop: shop)
    _ = bench.send(try Fixture.make(profile, .orderCallback) { $0.hasBadSignature = true })
    _ = bench.send(try Fixture.make(profile, .orderCallback))
    #expect(shop.count == 0)
  }

  @Test func anUnhandledOneIsHandedOnAfterARestart() throws {
    let scratch = try ScratchFolder()
    let raw = try Fixture.make(profile, .orderCallback)
    let other = try Fixture.make(profile, .orderCallback, order: "T2")
    do {
      let shop = FakeShop { count in
        .answered(HTTPResponse(status: count == 0 ? 200 : 500, body: Array("success".utf8)))
      }
      let bench = try Bench([profile], shop: shop, scratch: scratch)
      _ = bench.send(raw)
      _ = bench.send(other)
    }
    let shop = FakeShop(body: "success")
    let bench = try Bench([profile], shop: shop, scratch: scratch)
    #expect(bench.send(raw).1.isAcknowledged)
    #expect(shop.count == 0)
    #expect(bench.send(other).1.isAcknowledged)
    #expect(shop.count == 1)
  }
}
