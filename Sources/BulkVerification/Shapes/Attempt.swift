import Gateways

/// One pair of the text to sign: where its value is, and what stands in front of it.
struct Step {
  /// The value's slot; -1 for a field that is signed as empty because the message lacks it.
  var id: Int
  /// `&name=`.
  var prefix: ByteRun
  /// The name within the prefix.
  var name: ByteRun
  /// Whether a shop acts upon the field, so that leaving it out of the text is for the slow path.
  var decides = false
}

/// A field whose value must be the profile's own.
struct Pin {
  var id: Int
  var value: ByteRun
}

/// One rule with one key, ready to be applied to lines of one shape. Plain memory, so that using it
/// counts no references; `ShapeMemory` holds what it points to.
struct Attempt {
  var steps: UnsafeBufferPointer<Step>
  /// The names of the steps.
  var names: NameSet
  var pins: UnsafeBufferPointer<Pin>
  /// What follows the pairs: `&key=` and the key.
  var tail: ByteRun
  /// The slot of the signature.
  var signID: Int
  var empties: SigningRule.Empties
  /// The lower-case digest fits; the upper-case one.
  var takesLower: Bool
  var takesUpper: Bool
  /// Numbers are written as Java does it: only plain digits stay what they are.
  var javaNumbers: Bool
  /// Nested JSON is hashed as it came.
  var takesNested: Bool
  /// Fields of unknown name are signed, too, in their place by name.
  var mergesUnknown: Bool
  /// Between name and value.
  var equals: ByteRun
  /// Between pairs.
  var separator: ByteRun
  /// Most bytes of the text beside the values.
  var overhead: Int
  /// Where the order number may be in a message that this attempt signs, first choice first.
  var orders: UnsafeBufferPointer<Int>
  /// Whether the message is a request of the merchant's own.
  var isOwnRequest: Bool
  /// The first attempt of the shape that writes the same text as this one for every line in which no
  /// value counts as empty; its own number when there is none before it.
  var family = 0

  /// Whether the two write the same text when no value counts as empty, and take the same digests.
  func isTwin(of other: Attempt) -> Bool {
    signID == other.signID && takesLower == other.takesLower && takesUpper == other.takesUpper
      && javaNumbers == other.javaNumbers && takesNested == other.takesNested
      && mergesUnknown == other.mergesUnknown && isOwnRequest == other.isOwnRequest
      && equals.isEqual(to: other.equals) && separator.isEqual(to: other.separator)
      && tail.isEqual(to: other.tail) && orders.elementsEqual(other.orders)
      && steps.elementsEqual(other.steps) { $0.id == $1.id && $0.id >= 0 }
  }
}

/// Whose message a line claims to be when no attempt gives its signature.
struct Claim {
  /// Slots that name the account; their values are the profile's own, or empty.
  var identity: UnsafeBufferPointer<Pin>
  /// Where the order number may be.
  var orders: UnsafeBufferPointer<Int>
}

/// An amount that must be readable.
struct AmountCheck {
  var id: Int
  /// Decimals that the unit carries: 2 for yuan, 0 for whole yuan; nil for fen, which take no point.
  var decimals: Int?
}

/// What is decided by the names of a line alone, once for all lines that have the same.
struct LineShape {
  var present = NameSet()
  var unknownCount = -1
  /// False: every line of the shape takes the slow path.
  var isFast = false
  /// Fields without which the message is refused.
  var required = NameSet()
  /// Of each of these sets one field must be filled.
  var oneOf = UnsafeBufferPointer<NameSet>(start: nil, count: 0)
  var amounts = UnsafeBufferPointer<AmountCheck>(start: nil, count: 0)
  /// Rules and keys that may give the signature.
  var attempts = UnsafeBufferPointer<Attempt>(start: nil, count: 0)
  /// Whose message it may be, best fit first.
  var claims = UnsafeBufferPointer<Claim>(start: nil, count: 0)
  /// Whether a signature that no attempt gives is wrong; otherwise the slow path knows more rules.
  var isComplete = false
  /// The attempt that fitted last.
  var favourite = 0
  /// Whether no attempt fitted the last line of the shape: then all are made at once.
  var expectsMisfit = false
}
