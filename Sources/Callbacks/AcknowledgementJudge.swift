import ByteText
import Gateways
import HTTP
import WireFormat

/// Judges a handler's answer to a callback byte by byte: what the document accepts, what real
/// servers of the gateway's family accept, and everything that is wrong with it. Total: any
/// response gets a verdict.
package enum AcknowledgementJudge {
  /// The verdict on an answer.
  package static func judge(_ response: HTTPResponse, delivery: CallbackDelivery)
    -> AcknowledgementVerdict
  {
    let word = Array(delivery.acknowledgement.utf8)
    var faults = statusFaults(response)
    let body = faults.contains(.noContent) ? [] : response.body
    var isMeant = false
    if isCompressed(response) {
      faults.append(.compressed)
    } else if body == word {
      isMeant = true
    } else if !faults.contains(.noContent) {
      let (found, meant) = textFaults(body, word, delivery)
      // What an error page says is not what is wrong with it. Only a gateway that searches pages for
      // its word minds what stands on them.
      let isPage = response.status >= 300
      faults += isPage ? found.filter { $0 == .accidentalWord } : found
      isMeant = meant
    }
    return AcknowledgementVerdict(
      word: delivery.acknowledgement, status: response.status,
      documentAccepts: response.status == 200 && body == word && !faults.contains(.compressed),
      serversAccept: faults.contains(.compressed)
        ? .refused : servers(response.status, body, delivery),
      faults: faults, isMeant: isMeant && (200..<300).contains(response.status))
  }

  private static func statusFaults(_ response: HTTPResponse) -> [AcknowledgementFault] {
    switch response.status {
    case 200: []
    case 204, 205: [.noContent]
    case 300..<400: [.redirect]
    case 400: [.badRequest]
    case 401: [.unauthorized]
    case 403 where response.body.lowercased.contains("csrf"): [.csrfToken]
    case 403: [.forbidden]
    case 404, 410: [.notFound]
    case 405: [.methodNotAllowed]
    case 409: [.conflict]
    case 413, 414: [.tooLarge]
    case 415: [.unsupportedType]
    case 419: [.csrfToken]
    case 422: [.unprocessable]
    case 429: [.tooMany]
    case 400..<500: [.clientError]
    case 502...504: [.unreachable]
    case 500...: [.serverError]
    default: [.statusNot200]
    }
  }

  private static func isCompressed(_ response: HTTPResponse) -> Bool {
    let coding = response.headers["Content-Encoding"]?.lowercased() ?? "identity"
    return !["", "identity"].contains(coding) || response.body.starts(with: [0x1F, 0x8B])
  }

  /// What real servers do. Those that search the body do not look at the status (docs/rules.md servers);
  /// those that compare it count 400 and above as a failure.
  private static func servers(_ status: Int, _ body: Bytes, _ delivery: CallbackDelivery)
    -> AcknowledgementVerdict.Acceptance
  {
    let words = ([delivery.acknowledgement] + delivery.otherAcknowledgements).map {
      Array($0.utf8)
    }
    switch delivery.match {
    case .containsIgnoringCase:
      return words.contains { body.lowercased.contains($0.lowercased) } ? .accepted : .refused
    case .exact where !words.contains(body): return .refused
    case .ignoringCase where !words.contains(where: { $0.lowercased == body.lowercased }):
      return .refused
    case .exact, .ignoringCase:
      switch status {
      case 200: return .accepted
      case 201..<400: return .uncertain
      default: return .refused
      }
    }
  }

  private static func textFaults(_ body: Bytes, _ word: Bytes, _ delivery: CallbackDelivery)
    -> (faults: [AcknowledgementFault], isMeant: Bool)
  {
    guard !body.isEmpty else { return ([.emptyBody], false) }
    let peeled = AcknowledgementPeeler(body)
    let core = peeled.core
    let hides = body.lowercased.contains(word.lowercased)
    if core == word { return (peeled.faults, true) }
    if core.lowercased == word.lowercased { return (peeled.faults + [.wrongCase], true) }
    if delivery.otherAcknowledgements.contains(where: {
      Array($0.utf8).lowercased == core.lowercased
    }) {
      return (peeled.faults + [.otherAcceptedWord], true)
    }
    guard !core.isEmpty else { return (peeled.faults + [.emptyBody], false) }
    if core.first == UInt8(ascii: "{") || core.first == UInt8(ascii: "[") {
      return (
        peeled.faults + [.json] + (hides && !hasWholeWord(core, word) ? [.accidentalWord] : []),
        false
      )
    }
    let notice = ["warning:", "notice:", "fatal error", "deprecated:", "parse error"]
    if notice.contains(where: { core.filter({ $0 != 0 }).lowercased.contains($0.utf8) }) {
      return (peeled.faults + [.diagnosticOutput] + (hides ? [.accidentalWord] : []), false)
    }
    if core.first == UInt8(ascii: "<") {
      return (peeled.faults + [.html] + (hides ? [.accidentalWord] : []), false)
    }
    if hasWholeWord(core, word) { return (peeled.faults + [.longerText], false) }
    if hides { return (peeled.faults + [.accidentalWord], false) }
    return (peeled.faults + [isOtherGateways(core) ? .otherGatewaysWord : .wrongWord], false)
  }

  private static func isOtherGateways(_ core: Bytes) -> Bool {
    GatewayCatalog.builtIn.flatMap(\.operations).compactMap(\.delivery).contains {
      Array($0.acknowledgement.utf8).lowercased == core.lowercased
    }
  }

  /// Whether the word stands there with no letter or digit on either side, letter case aside.
  private static func hasWholeWord(_ text: Bytes, _ word: Bytes) -> Bool {
    let (text, word) = (text.lowercased, word.lowercased)
    guard !word.isEmpty, text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { start in
      let end = start + word.count
      return text[start..<end] == word[...] && (start == 0 || !isWordByte(text[start - 1]))
        && (end == text.count || !isWordByte(text[end]))
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte.isLowerLetter || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }
}
