// swift-tools-version: 6.2
// No packages: the toolchain, the C library, and libcurl loaded at run time are all there is.
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// With `MERCHANT_QUICK=1`, which the Makefile sets, the modules are optimised in the debug build, too,
/// with their assertions: the tests sign and search for long otherwise. Not by default, for SwiftPM
/// refuses unsafe flags in what somebody else's package depends on.
let isQuick = Context.environment["MERCHANT_QUICK"] == "1"
let optimised: [SwiftSetting] =
  isQuick
  ? [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))] : []

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + optimised)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "merchant",
  products: [
    .executable(name: "merchant", targets: ["merchant"]),
    .library(name: "MerchantGateway", targets: ["MerchantGateway"]),
  ],
  targets: [
    .target(name: "CLinux"),
    .target(name: "CText"),
    module("ByteText"),
    module("Platform", ["ByteText", "CLinux"]),
    module("ArgumentParsing", ["ByteText", "TextLayout"]),
    module("WireFormat", ["ByteText"]),
    module("Digests"),
    module("PaymentValues", ["ByteText"]),
    module("TextLayout", ["ByteText"]),
    module("HTTP", ["ByteText", "Platform"]),
    module("Gateways", ["ByteText", "WireFormat", "PaymentValues"]),
    module("Signing", ["ByteText", "Digests", "Gateways", "WireFormat", "PaymentValues"]),
    module(
      "Diagnosis", ["ByteText", "Signing", "Digests", "Gateways", "WireFormat", "PaymentValues"]),
    module(
      "Messages",
      ["ByteText", "Gateways", "Signing", "Digests", "WireFormat", "PaymentValues", "HTTP"]),
    module(
      "GatewayEngine",
      ["ByteText", "Messages", "Gateways", "Signing", "WireFormat", "PaymentValues", "HTTP"]),
    module("Captures", ["ByteText", "WireFormat"]),
    module(
      "Journal", ["ByteText", "CLinux", "Platform", "WireFormat", "PaymentValues", "Digests"]),
    module(
      "Sandbox",
      [
        "ByteText",
        "Messages", "Gateways", "Signing", "WireFormat", "PaymentValues", "HTTP", "Platform",
        "TextLayout",
      ]),
    module(
      "Callbacks",
      [
        "ByteText",
        "Messages", "GatewayEngine", "Gateways", "Signing", "Digests", "WireFormat",
        "PaymentValues", "HTTP",
        "Platform", "Journal",
      ]),
    .target(name: "CCurl"),
    module("CurlTransport", ["ByteText", "CCurl", "HTTP"]),
    module(
      "MerchantGateway",
      [
        "Gateways", "Signing", "Messages", "GatewayEngine", "Callbacks", "CurlTransport",
        "PaymentValues", "WireFormat", "HTTP", "Platform",
      ]),
    module(
      "Payouts",
      [
        "ByteText",
        "Messages", "GatewayEngine", "Gateways", "Journal", "WireFormat", "PaymentValues", "HTTP",
        "Platform",
        "Digests", "TextLayout",
      ]),
    module(
      "Reconciliation",
      [
        "ByteText", "CText",
        "Gateways", "WireFormat", "PaymentValues", "Journal", "Platform", "TextLayout",
      ]),
    module(
      "BulkVerification",
      [
        "ByteText",
        "Messages", "GatewayEngine", "Gateways", "Signing", "Digests", "WireFormat",
        "PaymentValues",
        "Platform",
      ]),
    module(
      "MerchantCommands",
      [
        "ByteText",
        "ArgumentParsing", "TextLayout", "WireFormat", "PaymentValues", "HTTP", "Gateways",
        "Signing", "Diagnosis", "Messages", "GatewayEngine", "Captures", "BulkVerification",
        "Callbacks",
        "Journal",
        "Sandbox", "Payouts", "Reconciliation", "Platform",
      ]),
    .executableTarget(
      name: "merchant",
      dependencies: ["MerchantCommands", "CurlTransport", "HTTP", "Platform"],
      swiftSettings: strict),

    .target(
      name: "TestSupport",
      dependencies: [
        "Digests", "Platform", "WireFormat", "HTTP", "Gateways", "PaymentValues", "Signing",
      ],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("TreeTests", ["Gateways", "Callbacks", "TestSupport"]),
    tests("ArgumentParsingTests", ["ArgumentParsing", "TextLayout", "Platform"]),
    tests("WireFormatTests", ["WireFormat", "Platform", "TestSupport"]),
    tests("PlatformTests", ["Platform", "TestSupport"]),
    tests("ByteTextTests", ["ByteText"]),
    tests("DigestsTests", ["Digests"]),
    tests("PaymentValuesTests", ["PaymentValues", "Platform", "TestSupport"]),
    tests("TextLayoutTests", ["TextLayout"]),
    tests("HTTPTests", ["HTTP", "Platform", "TestSupport"]),
    tests("CurlTransportTests", ["CurlTransport", "HTTP", "Platform", "TestSupport"]),
    tests(
      "GatewaysTests", ["Gateways", "WireFormat", "PaymentValues", "TestSupport"],
      resources: [.copy("Facts")]),
    tests(
      "SigningTests",
      [
        "ByteText", "Signing", "Digests", "Gateways", "WireFormat", "PaymentValues", "Platform",
        "TestSupport",
      ],
      resources: [.copy("Vectors")]),
    tests(
      "GatewayEngineTests",
      [
        "Messages", "GatewayEngine", "Gateways", "Signing", "WireFormat", "PaymentValues", "HTTP",
        "Platform",
        "TestSupport",
      ]),
    tests(
      "MerchantCommandsTests",
      [
        "BulkVerification", "ByteText", "CurlTransport",
        "MerchantCommands", "ArgumentParsing", "TextLayout", "HTTP", "Platform", "WireFormat",
        "Messages", "GatewayEngine", "Gateways", "Journal", "Callbacks", "Signing", "PaymentValues",
        "Reconciliation",
        "Digests", "TestSupport",
      ]),
    tests("JournalTests", ["Journal", "Platform", "WireFormat", "TestSupport"]),
    tests("CapturesTests", ["Captures", "WireFormat", "Platform", "TestSupport"]),
    tests(
      "DiagnosisTests",
      [
        "ByteText",
        "Diagnosis", "Signing", "Digests", "Gateways", "WireFormat", "PaymentValues", "Platform",
        "TestSupport",
      ]),
    tests(
      "BulkVerificationTests",
      [
        "BulkVerification", "Messages", "GatewayEngine", "Gateways", "Signing", "WireFormat",
        "PaymentValues", "Platform", "TestSupport",
      ]),
    tests(
      "SandboxTests",
      [
        "Sandbox", "CurlTransport", "Messages", "GatewayEngine", "Gateways", "Signing", "HTTP",
        "WireFormat",
        "PaymentValues", "Platform", "TestSupport",
      ]),
    tests(
      "PayoutsTests",
      [
        "Payouts", "Journal", "Messages", "GatewayEngine", "Gateways", "Signing", "Digests", "HTTP",
        "WireFormat", "PaymentValues", "Platform", "TestSupport",
      ]),
    tests(
      "CallbacksTests",
      [
        "Callbacks", "Journal", "Messages", "GatewayEngine", "Gateways", "HTTP", "WireFormat",
        "PaymentValues", "Platform", "TestSupport",
      ]),
    tests(
      "ReconciliationTests",
      [
        "Reconciliation", "Gateways", "WireFormat", "PaymentValues", "Platform", "TestSupport",
      ]),
  ]
)
