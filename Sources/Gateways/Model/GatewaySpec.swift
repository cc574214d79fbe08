import PaymentValues

/// How a request travels.
public enum Encoding: Sendable, Equatable {
  /// `application/x-www-form-urlencoded` body.
  case form
  /// JSON object as the body.
  case json
  /// JSON object inside one form field of this name.
  case formField(String)
  /// Query string of the URL.
  case query
}

/// One way into an operation.
public struct Endpoint: Sendable, Equatable {
  /// What comes back.
  public enum Mode: String, Sendable, CaseIterable {
    /// A JSON answer to read.
    case api
    /// A page for the shopper's browser: a self-posting form or a redirect.
    case page
  }

  /// What comes back.
  public var mode: Mode
  /// `GET` or `POST`.
  public var method: String
  /// Path below the profile's base URL, with a leading slash.
  public var path: String
  /// How the fields travel.
  public var encoding: Encoding
  /// Fields that this way in wants with fixed values, such as a switch to JSON.
  public var fixed: [FixedField]

  /// A field with a value of the endpoint's own.
  public struct FixedField: Sendable, Equatable {
    /// The field's name.
    public var name: String
    /// The value; nil takes the field out.
    public var value: String?
    /// Makes a fixed field.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an endpoint.
  public init(
    _ mode: Mode, _ method: String, _ path: String, _ encoding: Encoding, fixed: [FixedField] = []
  ) {
    self.mode = mode
    self.method = method
    self.path = path
    self.encoding = encoding
    self.fixed = fixed
  }
}

/// How the gateway delivers a callback and what it wants to hear.
public struct CallbackDelivery: Sendable, Equatable {
  /// How an acknowledgement is judged.
  public enum Match: String, Sendable, CaseIterable {
    /// The body is exactly the word.
    case exact
    /// The body is the word in any letter case.
    case ignoringCase = "ignoring-case"
    /// The body contains the word in any letter case.
    case containsIgnoringCase = "contains-ignoring-case"
  }

  /// `POST` or `GET`.
  public var method: String
  /// The word that the document asks for.
  public var acknowledgement: String
  /// What a strict reading of the document accepts is `exact`; this is what real servers do.
  public var match: Match
  /// Other words that real servers take.
  public var otherAcknowledgements: [String]
  /// The HTTP status that the document asks for beside the word; nil when it names none.
  public var status: Int?
  /// Whether a text that is given back, and was never given, is sent as an empty field (`attach=`).
  public var sendsEmpties: Bool
  /// Seconds to wait before each repeat.
  public var repeatSeconds: [Int]
  /// Whether servers put `?` and the fields behind the notify URL, whatever it holds already.
  public var appendsQuery: Bool
  /// Document and section.
  public var source: String

  /// Makes a delivery.
  public init(
    _ method: String, acknowledgement: String, match: Match, others: [String] = [],
    status: Int? = nil, sendsEmpties: Bool = false, repeatSeconds: [Int],
    appendsQuery: Bool = false, source: String
  ) {
    self.method = method
    self.acknowledgement = acknowledgement
    self.match = match
    otherAcknowledgements = others
    self.status = status
    self.sendsEmpties = sendsEmpties
    self.repeatSeconds = repeatSeconds
    self.appendsQuery = appendsQuery
    self.source = source
  }
}

/// What an error of a gateway means for the money.
public struct ErrorMeaning: Sendable, Equatable {
  /// What is certain.
  public enum Verdict: String, Sendable, CaseIterable {
    /// It was refused; nothing moved.
    case rejected
    /// The number was used before: ask, do not send again.
    case duplicate
    /// The gateway does not know that number.
    case notFound = "not-found"
    /// Nothing is certain: ask, do not send again.
    case unknown
  }

  /// The messages whose answer may carry it; empty for all.
  public var messages: [MessageKind]
  /// The code, or nil when only words tell.
  public var code: String?
  /// A part of the gateway's words, or nil when the code tells.
  public var wordsContain: String?
  /// What is certain.
  public var verdict: Verdict
  /// What to do, for the operator.
  public var advice: String
  /// Whether the document prints it.
  public var isDocumented: Bool

  /// Makes a meaning.
  public init(
    _ verdict: Verdict, in messages: [MessageKind] = [], code: String? = nil,
    wordsContain: String? = nil, advice: String, documented: Bool = true
  ) {
    self.messages = messages
    self.code = code
    self.wordsContain = wordsContain
    self.verdict = verdict
    self.advice = advice
    isDocumented = documented
  }
}

/// How the pay URL of an answer is to be used.
public enum PayURLRule: String, Sendable, CaseIterable {
  /// As it is; never decoded.
  case asIs = "as-is"
  /// As it is, unless it starts with `POST;`: then the query is posted as a form to the rest.
  case postPrefix = "post-prefix"
  /// Path and query only; the base URL goes in front.
  case relativeToBase = "relative-to-base"
}

/// How the shopper's browser brings the fields of the callback to the return URL.
public enum BrowserReturn: String, Sendable, CaseIterable {
  /// A form that the browser posts.
  case post
  /// Fields behind the address that the browser opens.
  case get
}

/// One thing that a merchant can ask of a gateway.
public struct OperationSpec: Sendable, Equatable {
  /// Ways in, the preferred one first.
  public var endpoints: [Endpoint]
  /// What is sent.
  public var request: MessageSpec
  /// What comes back.
  public var answer: MessageSpec?
  /// What the gateway sends later.
  public var callback: MessageSpec?
  /// How it sends that.
  public var delivery: CallbackDelivery?
  /// How the browser brings the same fields to the return URL; nil when it comes with empty hands.
  public var browserReturn: BrowserReturn?

  /// Makes an operation.
  public init(
    endpoints: [Endpoint], request: MessageSpec, answer: MessageSpec? = nil,
    callback: MessageSpec? = nil, delivery: CallbackDelivery? = nil,
    browserReturn: BrowserReturn? = nil
  ) {
    self.endpoints = endpoints
    self.request = request
    self.answer = answer
    self.callback = callback
    self.delivery = delivery
    self.browserReturn = browserReturn
  }
}

/// Everything that the program knows of a gateway.
public struct GatewaySpec: Sendable, Equatable {
  /// The identifier that a profile names.
  public var id: String
  /// The document's title.
  public var title: String
  /// The document's file name.
  public var document: String
  /// What the documents call the base URL's place, for help.
  public var baseURLExample: String
  /// Operations, each under the kind of its request.
  public var operations: [OperationSpec]
  /// Code tables.
  public var codes: [CodeTable]
  /// What its errors mean.
  public var errors: [ErrorMeaning]
  /// How its pay URLs are used.
  public var payURL: PayURLRule
  /// Whether the gateway is known to refuse a second payout under the same number.
  public var refusesDuplicatePayouts: Bool
  /// What to know before using it, in our words; each names its source.
  public var notes: [String]

  /// Makes a gateway.
  public init(
    id: String, title: String, document: String, baseURLExample: String,
    operations: [OperationSpec], codes: [CodeTable] = [], errors: [ErrorMeaning] = [],
    payURL: PayURLRule = .asIs, refusesDuplicatePayouts: Bool = false, notes: [String] = []
  ) {
    self.id = id
    self.title = title
    self.document = document
    self.baseURLExample = baseURLExample
    self.operations = operations
    self.codes = codes
    self.errors = errors
    self.payURL = payURL
    self.refusesDuplicatePayouts = refusesDuplicatePayouts
    self.notes = notes
  }

  /// The operation that a request of that kind starts, or nil.
  public func operation(_ request: MessageKind) -> OperationSpec? {
    operations.first { $0.request.kind == request }
  }

  /// The message of that kind, or nil when the gateway has none.
  public func message(_ kind: MessageKind) -> MessageSpec? {
    for operation in operations {
      if operation.request.kind == kind { return operation.request }
      if operation.answer?.kind == kind { return operation.answer }
      if operation.callback?.kind == kind { return operation.callback }
    }
    return nil
  }

  /// Every message, operation by operation.
  public var messages: [MessageSpec] {
    operations.flatMap { [$0.request] + [$0.answer, $0.callback].compactMap { $0 } }
  }

  /// How callbacks of that kind are delivered, or nil.
  public func delivery(of callback: MessageKind) -> CallbackDelivery? {
    operations.first { $0.callback?.kind == callback }?.delivery
  }

  /// The code table of that kind, or nil.
  public func codeTable(_ kind: CodeTable.Kind) -> CodeTable? { codes.first { $0.kind == kind } }
}
