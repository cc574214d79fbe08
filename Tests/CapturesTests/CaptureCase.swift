import Captures
import Testing
import WireFormat

func bytes(_ text: String) -> Bytes { Array(text.utf8) }

/// Names as a caller would pass them.
let knownNames: Set<String> = [
  "memberid", "orderid", "transaction_id", "amount", "datetime", "returncode", "sign", "attach",
  "mchId", "notifyUrl", "notify_url", "timestamp", "currency", "param1", "region", "status",
  "payOrderId", "callbackUrl", "pay_notifyurl",
]

/// One capture and what is expected of it; several messages are joined.
struct CaptureCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let text: Bytes
  let shape: CaptureShape
  let payload: CaptureShape
  let fields: [Field]
  let repairs: [String]

  init(
    _ name: String, _ text: String, _ shape: CaptureShape, as payload: CaptureShape? = nil,
    _ fields: [(String, FieldValue)], repairs: [String] = []
  ) {
    self.init(name, bytes(text), shape, as: payload, fields, repairs: repairs)
  }

  init(
    _ name: String, _ text: Bytes, _ shape: CaptureShape, as payload: CaptureShape? = nil,
    _ fields: [(String, FieldValue)], repairs: [String] = []
  ) {
    testDescription = name
    self.text = text
    self.shape = shape
    self.payload = payload ?? shape
    self.fields = fields.map { Field(name: bytes($0.0), value: $0.1) }
    self.repairs = repairs
  }
}

func text(_ string: String) -> FieldValue { .text(bytes(string)) }

func number(_ literal: String) -> FieldValue { .number(bytes(literal)) }

/// The two fields that most cases carry, and the same with a typed amount.
let plain: [(String, FieldValue)] = [("memberid", text("10002")), ("amount", text("1.50"))]
let typed: [(String, FieldValue)] = [("memberid", text("10002")), ("amount", number("1.50"))]
