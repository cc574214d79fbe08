import PaymentValues
import WireFormat

/// The gateway's word for a state, and ours.
public struct StateWord: Sendable, Equatable {
  /// The gateway's word.
  public var word: String
  /// Ours.
  public var status: Status
  /// The document's words for it.
  public var label: String
  /// False for a word that only real servers use.
  public var isDocumented: Bool

  /// Makes a pair of words.
  public init(_ word: String, _ status: Status, _ label: String, documented: Bool = true) {
    self.word = word
    self.status = status
    self.label = label
    isDocumented = documented
  }
}

/// A member that an answer carries only when it refuses.
public struct FailureMember: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Its value in JSON.
  public var value: JSONValue

  /// Makes a member.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// How an answer says that the request was accepted.
public struct SuccessRule: Sendable, Equatable {
  /// The field that says so; a role, so that other spellings count.
  public var role: Role
  /// Words for yes. Anything else is no, unless `payURLDecides`.
  public var words: [String]
  /// Words for no; empty when every other word is no.
  public var failureWords: [String]
  /// Whether an answer with a pay URL is a yes whatever its word (real servers of pay-index' family).
  public var payURLDecides: Bool
  /// What a refusal carries beside its word and its reason.
  public var failureMembers: [FailureMember]

  /// Makes a rule.
  public init(
    _ role: Role, _ words: [String], failure: [String] = [], payURLDecides: Bool = false,
    failureMembers: [FailureMember] = []
  ) {
    self.role = role
    self.words = words
    failureWords = failure
    self.payURLDecides = payURLDecides
    self.failureMembers = failureMembers
  }
}

/// One message: a table of a document, with what the engine needs to make and read it.
public struct MessageSpec: Sendable, Equatable {
  /// Which of the ten.
  public var kind: MessageKind
  /// Document and section.
  public var source: String
  /// The table's rows, in the document's order, then the rows that only real servers send.
  public var fields: [FieldSpec]
  /// How it is signed; nil when the document signs nothing.
  public var signing: SigningRule?
  /// What real servers do instead.
  public var tolerances: [Tolerance]
  /// How an answer says yes; nil for other messages.
  public var success: SuccessRule?
  /// The words of the field with role `state`.
  public var states: [StateWord]
  /// The status of every word that `states` does not list.
  public var otherState: Status
  /// The status that the message itself means when it has no state field.
  public var impliedStatus: Status?

  /// Makes a message.
  public init(
    _ kind: MessageKind, source: String, fields: [FieldSpec], signing: SigningRule? = nil,
    tolerances: [Tolerance] = [], success: SuccessRule? = nil, states: [StateWord] = [],
    otherState: Status = .unknown, impliedStatus: Status? = nil
  ) {
    self.kind = kind
    self.source = source
    self.fields = fields
    self.signing = signing
    self.tolerances = tolerances
    self.success = success
    self.states = states
    self.otherState = otherState
    self.impliedStatus = impliedStatus
  }

  /// The row with that role, or nil.
  public func field(_ role: Role) -> FieldSpec? {
    // By its place: going through the rows themselves would copy each of them, for every message.
    fields.indices.first { fields[$0].role == role }.map { fields[$0] }
  }

  /// The row of that name or other spelling, or nil.
  public func field(named name: String) -> FieldSpec? {
    let place =
      fields.indices.first { fields[$0].name == name }
      ?? fields.indices.first { fields[$0].aliases.contains(name) }
    return place.map { fields[$0] }
  }

  /// The name of the field that holds the signature; nil when there is none.
  public var signatureField: String? {
    fields.indices.first { fields[$0].role == .signature }.map { fields[$0].name }
  }

  /// The objects that hold rows of the table, each once.
  package var parents: [String] {
    var names: [String] = []
    for place in fields.indices {
      if let parent = fields[place].parent, !names.contains(parent) { names.append(parent) }
    }
    return names
  }

  /// Our status for a gateway's word.
  public func status(ofState word: String) -> Status {
    states.first { $0.word == word }?.status ?? otherState
  }
}
