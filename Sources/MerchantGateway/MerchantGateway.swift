// One import for a shop's own program: the gateways, their messages, the client, the callbacks, and
// libcurl as the way out. docs/library.md shows what to do with them.
@_exported import Callbacks
@_exported import CurlTransport
@_exported import GatewayEngine
@_exported import Gateways
@_exported import HTTP
@_exported import Messages
@_exported import PaymentValues
@_exported import Signing
@_exported import WireFormat

@_exported import struct Platform.Clock
