// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "shop",
  dependencies: [.package(name: "merchant", path: "../..")],
  targets: [
    .executableTarget(
      name: "Shop", dependencies: [.product(name: "MerchantGateway", package: "merchant")])
  ])
