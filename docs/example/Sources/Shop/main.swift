// Shop GATEWAY BASE-URL MERCHANT-ID APP-ID KEY-FILE PORT
import Foundation
import MerchantGateway

let words = CommandLine.arguments
guard words.count == 7, let gateway = GatewayCatalog.named(words[1]), let port = UInt16(words[6])
else { fatalError("usage: Shop GATEWAY BASE-URL MERCHANT-ID APP-ID KEY-FILE PORT") }

let key = Secret(Array(try Data(contentsOf: URL(filePath: words[5]))))
var profile = Profile(
  name: "shop", gateway: gateway, key: key, values: [.merchantID: words[3], .appID: words[4]])
profile.baseURL = words[2]
let shop = try Shop(profile: profile, record: "callbacks.jsonl")

var options = LoopbackServerOptions()
options.port = port
let server = try LoopbackServer(options) { shop.answer($0, from: $1) }
Shop.say("listening on \(server.origin)")
while true { Thread.sleep(forTimeInterval: 3600) }
