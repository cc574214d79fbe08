/// What is wrong with a handler's answer to a callback.
public enum AcknowledgementFault: String, Sendable, CaseIterable {
  /// `ok` for `OK`.
  case wrongCase = "wrong_case"
  /// EF BB BF in front.
  case byteOrderMark = "byte_order_mark"
  /// Two bytes a character.
  case utf16
  /// A line end behind the word.
  case newlineAfter = "newline_after"
  /// A line end before the word.
  case newlineBefore = "newline_before"
  /// A blank or tab behind the word.
  case blankAfter = "blank_after"
  /// A blank or tab before the word.
  case blankBefore = "blank_before"
  /// The two characters `\n` instead of nothing.
  case escapedNewline = "escaped_newline"
  /// `"OK"`.
  case quoted
  /// `OK.`, `OK!`.
  case punctuation
  /// `OK。`, `“OK”`.
  case chinesePunctuation = "chinese_punctuation"
  /// `ＯＫ`.
  case fullWidth = "full_width"
  /// A no-break blank, a zero-width mark, a NUL.
  case invisibleCharacter = "invisible_character"
  /// `{"code":"OK"}`.
  case json
  /// A page.
  case html
  /// A PHP notice or warning printed into the answer.
  case diagnosticOutput = "diagnostic_output"
  /// Nothing at all.
  case emptyBody = "empty_body"
  /// The word among others.
  case longerText = "longer_text"
  /// The letters of the word inside another word: `ok` in `token`.
  case accidentalWord = "accidental_word"
  /// A word that this gateway's servers take, too, though the document asks for another.
  case otherAcceptedWord = "other_accepted_word"
  /// The word of another gateway.
  case otherGatewaysWord = "other_gateways_word"
  /// Any other text.
  case wrongWord = "wrong_word"
  /// 201, 202 and the like.
  case statusNot200 = "status_not_200"
  /// 204 or 205, which carry no body.
  case noContent = "no_content"
  /// 301 to 308.
  case redirect
  /// 400.
  case badRequest = "bad_request"
  /// 401.
  case unauthorized
  /// 403.
  case forbidden
  /// 404 or 410.
  case notFound = "not_found"
  /// 405.
  case methodNotAllowed = "method_not_allowed"
  /// 409.
  case conflict
  /// 413 or 414.
  case tooLarge = "too_large"
  /// 415.
  case unsupportedType = "unsupported_type"
  /// 419, or 403 on a page that speaks of CSRF.
  case csrfToken = "csrf_token"
  /// 422.
  case unprocessable
  /// 429.
  case tooMany = "too_many"
  /// Any other of 400 to 499.
  case clientError = "client_error"
  /// 502 to 504: whatever stands before the handler answered.
  case unreachable
  /// Any other of 500 to 599.
  case serverError = "server_error"
  /// A callback that had to be refused was acknowledged.
  case forgeryAccepted = "forgery_accepted"
  /// gzip, deflate or br.
  case compressed

  /// What is the case, in one sentence.
  public var reason: String {
    switch self {
    case .wrongCase: "the word is there in another letter case"
    case .byteOrderMark: "a byte order mark (EF BB BF) stands before the word"
    case .utf16: "the answer is UTF-16, two bytes a character"
    case .newlineAfter: "a line end follows the word"
    case .newlineBefore: "a line end stands before the word"
    case .blankAfter: "a blank follows the word"
    case .blankBefore: "a blank stands before the word"
    case .escapedNewline: "a backslash and a letter stand where a line end was meant"
    case .quoted: "the word stands in quotes"
    case .punctuation: "a punctuation mark follows the word"
    case .chinesePunctuation: "Chinese punctuation stands at the word"
    case .fullWidth: "the word is written in full-width letters"
    case .invisibleCharacter: "an invisible character stands at the word"
    case .json: "the answer is JSON instead of the bare word"
    case .html: "the answer is an HTML page"
    case .diagnosticOutput: "the program's own warnings are printed into the answer"
    case .emptyBody: "the answer is empty"
    case .longerText: "the word stands among other words"
    case .accidentalWord: "the letters of the word occur inside other text by accident"
    case .otherAcceptedWord: "this is not the document's word, though servers take it"
    case .otherGatewaysWord: "this is the word of another gateway"
    case .wrongWord: "the answer is not the word"
    case .statusNot200: "the status is not 200"
    case .noContent: "the status says that there is no body, so the word never arrives"
    case .redirect: "the answer is a redirect; gateways do not follow it"
    case .badRequest: "the handler could not read the request, or refused it (400)"
    case .unauthorized: "a log-in is asked for (401)"
    case .forbidden: "access is forbidden (403)"
    case .notFound: "there is nothing at this path (404, 410)"
    case .methodNotAllowed: "the path does not take this method (405)"
    case .conflict: "the handler says that the order is in another state (409)"
    case .tooLarge: "the request is larger than the server takes (413, 414)"
    case .unsupportedType: "the path does not take this content type (415)"
    case .csrfToken: "the framework wants a CSRF token, which no gateway sends"
    case .unprocessable: "the framework's validation refused a field (422)"
    case .tooMany: "a rate limit stopped the callback (429)"
    case .clientError: "the handler refused the request (4xx)"
    case .unreachable: "the server in front of the handler did not reach it (502 to 504)"
    case .serverError: "the handler crashed (5xx)"
    case .forgeryAccepted: "the handler acknowledged a callback that it had to refuse"
    case .compressed: "the body is compressed; gateways compare the bytes as they come"
    }
  }

  /// What to change, in one sentence.
  public var fix: String {
    switch self {
    case .wrongCase: "write the word exactly as the document prints it"
    case .byteOrderMark: "save every source file as UTF-8 without BOM"
    case .utf16: "write the answer in ASCII or UTF-8"
    case .newlineAfter: "print without a line end (printf, echo -n; no text behind PHP's ?>)"
    case .newlineBefore: "remove empty lines before <?php and before the print"
    case .blankAfter, .blankBefore: "print the word without blanks"
    case .escapedNewline: "take \\n out of single-quoted text"
    case .quoted: "send the text itself, not a JSON string (in Spring: produces text/plain)"
    case .punctuation, .chinesePunctuation: "print the word alone"
    case .fullWidth: "type the word with the input method switched off"
    case .invisibleCharacter: "type the word anew instead of pasting it"
    case .json: "answer text/plain with the word alone"
    case .html: "answer before the framework renders a page; exempt the path from log-in and CSRF"
    case .diagnosticOutput: "set display_errors = Off and mend what the warning says"
    case .emptyBody: "print the word before the handler returns"
    case .longerText: "print the word alone"
    case .accidentalWord:
      "the gateway takes this for an acknowledgement: word error pages without these letters"
    case .otherAcceptedWord: "use the document's word; the others may be withdrawn"
    case .otherGatewaysWord: "answer each gateway with its own word"
    case .wrongWord: "print the document's word"
    case .statusNot200, .noContent: "answer with status 200"
    case .redirect: "answer on this very address: mind http/https, the trailing slash and log-in"
    case .badRequest:
      "see in the handler's log which: form fields are read from a form body, and the signature from them"
    case .unauthorized: "exempt the path from log-in: a gateway proves itself by its signature"
    case .forbidden:
      "look for a firewall, an address list, log-in or CSRF protection in front of the handler"
    case .notFound: "compare the path with the handler's route, host and prefix included"
    case .methodNotAllowed: "register the route for the method that the gateway uses"
    case .conflict:
      "a callback that comes again is acknowledged again; see which order the handler means"
    case .tooLarge: "raise the limit for this path"
    case .unsupportedType:
      "let the route take application/x-www-form-urlencoded, or the fields of the query"
    case .csrfToken: "exempt the path from CSRF protection"
    case .unprocessable: "take the fields as the gateway names them, all of them as text"
    case .tooMany: "exempt the gateway's callbacks from the rate limit"
    case .clientError: "look into the handler's log for why it refused"
    case .unreachable: "see whether the handler runs, and where the proxy looks for it"
    case .serverError: "look into the handler's log for the exception"
    case .forgeryAccepted:
      "check signature, account, order and amount before anything else; act and answer only then"
    case .compressed: "switch compression off for this path"
    }
  }
}

/// What an answer is worth.
public struct AcknowledgementVerdict: Sendable, Equatable {
  /// What real servers do with it.
  public enum Acceptance: String, Sendable, CaseIterable {
    /// They take it for an acknowledgement.
    case accepted
    /// They do not, and repeat the callback.
    case refused
    /// Servers of the family differ, or nobody knows.
    case uncertain
  }

  /// The word that the document asks for.
  public var word: String
  /// The status of the answer.
  public var status: Int
  /// Whether the answer is what the document asks for, byte for byte.
  public var documentAccepts: Bool
  /// What real servers do with it.
  public var serversAccept: Acceptance
  /// Everything that differs from the document; empty when nothing does.
  public var faults: [AcknowledgementFault]
  /// Whether the handler meant to acknowledge: the word is all that it said, in whatever dress.
  public var isMeant: Bool

  /// Whether the callback may be counted as taken by the handler.
  public var isAcknowledged: Bool {
    documentAccepts || (isMeant && serversAccept == .accepted)
  }

  /// One sentence: who accepts it.
  public var summary: String {
    if documentAccepts { return "accepted" }
    switch serversAccept {
    case .accepted where isMeant: return "not by the document; real servers accept it"
    case .accepted: return "real servers take it for an acknowledgement, though it was not meant"
    case .refused: return "not accepted; the gateway repeats the callback"
    case .uncertain: return "not by the document; real servers differ"
    }
  }
}
