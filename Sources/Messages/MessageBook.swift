import ByteText
import Gateways
import Synchronization
import WireFormat

/// A gateway's messages for whoever checks many: what their tables say about names is worked out once,
/// and of fields with the same names it is asked once what they are. Safe on several threads.
package final class MessageBook: Sendable {
  /// The gateway.
  package let gateway: GatewaySpec
  private let verifiers = Mutex<[MessageKind: MessageVerifier]>([:])
  private let memory = Mutex<[Names: Recognition]>([:])

  /// What a recognition hangs on: the names, in their order, and the kind that was asked for.
  private struct Names: Hashable {
    var kind: MessageKind?
    var text: Bytes
  }

  /// Callbacks of one gateway come with few sets of names. Strangers send others on purpose.
  private static let memoryLimit = 64
  static let nameBytesLimit = 2_048

  /// Opens the book of a gateway.
  package init(_ gateway: GatewaySpec) { self.gateway = gateway }

  /// What the fields are (`MessageRecognizer`).
  package func recognise(_ fields: FieldList, as kind: MessageKind? = nil) -> Recognition {
    guard let names = Self.names(of: fields, kind) else {
      return MessageRecognizer.recognise(fields, at: gateway, as: kind)
    }
    if let known = memory.withLock({ $0[names] }) { return known }
    let recognition = MessageRecognizer.recognise(fields, at: gateway, as: kind)
    memory.withLock { memory in
      if memory.count >= Self.memoryLimit { memory = [:] }
      memory[names] = recognition
    }
    return recognition
  }

  /// Who checks messages of that table, one of the gateway's.
  package func verifier(of message: MessageSpec) -> MessageVerifier {
    verifiers.withLock { verifiers in
      if let known = verifiers[message.kind] { return known }
      let verifier = MessageVerifier(
        gateway: gateway, message: message, memory: ReportMemory(message))
      verifiers[message.kind] = verifier
      return verifier
    }
  }

  private static func names(of fields: FieldList, _ kind: MessageKind?) -> Names? {
    var names = Names(kind: kind, text: [])
    for index in fields.fields.indices {
      names.text += fields.fields[index].name
      // No name holds it: names with control bytes are refused, and here they are not remembered.
      names.text.append(0)
      guard names.text.count <= nameBytesLimit else { return nil }
    }
    return names.text.count { $0 == 0 } == fields.fields.count ? names : nil
  }
}
