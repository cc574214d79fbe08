/// How a string to sign is made from fields and a key, and how its digest is written.
/// Data only: the target `Signing` interprets it.
public struct SigningRule: Sendable, Equatable {
  /// Which fields take part.
  public enum Selection: Sendable, Equatable {
    /// All fields of the message but these (pay-center 1.3: extension fields are signed too).
    case allExcept([String])
    /// The rows whose 参与签名 mark says so.
    case marked
    /// A template: these names in this order, whatever else the message holds (lianhe).
    case listed([String])
  }

  /// Which values are left out.
  public enum Empties: String, Sendable, CaseIterable {
    /// Empty strings and nulls are left out.
    case dropped
    /// As `dropped`, and what PHP's `empty()` calls empty: `0`, `false`, `[]`.
    case droppedAsPHP = "dropped-as-php"
    /// Nothing is left out; null and absent count as empty.
    case kept
    /// Only null is left out; an empty string is signed.
    case nullDropped = "null-dropped"
    /// Nothing is left out; null and absent are signed as the word `null`.
    case nullAsWord = "null-as-word"
  }

  /// In which order the pairs stand.
  public enum Order: String, Sendable, CaseIterable {
    /// By the bytes of the names.
    case nameBytes = "name-bytes"
    /// By names without regard to case.
    case namesIgnoringCase = "names-ignoring-case"
    /// By whole `name=value&` pairs without regard to case (Java's CASE_INSENSITIVE_ORDER).
    case pairsIgnoringCase = "pairs-ignoring-case"
    /// By the bytes of the values.
    case valueBytes = "value-bytes"
    /// As the message, or the template, has them.
    case asGiven = "as-given"
  }

  /// Where the key stands.
  public enum KeyPlacement: Sendable, Equatable {
    /// After the pairs, behind this text: `&key=`, or nothing.
    case appended(String)
    /// Before the pairs, with this text between.
    case prepended(String)
    /// Before and after, with these texts between.
    case surrounding(before: String, after: String)
    /// As one more pair of this name, in its place in the order.
    case sorted(String)
    /// Not in the text; the digest is keyed (HMAC).
    case outside
  }

  /// The digest of the text.
  public enum Digest: String, Sendable, CaseIterable {
    /// RFC 1321.
    case md5
    /// FIPS 180-4.
    case sha1
    /// FIPS 180-4.
    case sha256
    /// RFC 2104 over MD5.
    case hmacMD5 = "hmac-md5"
    /// RFC 2104 over SHA-256.
    case hmacSHA256 = "hmac-sha256"
  }

  /// The case of the hexadecimal digits.
  public enum LetterCase: String, Sendable, CaseIterable {
    /// `C380…`.
    case upper
    /// `c380…`.
    case lower
  }

  /// What is done to a value before it is hashed.
  public enum Transform: String, Sendable, CaseIterable {
    /// `& < > " '` become HTML entities, as PHP's htmlspecialchars does it.
    case htmlEscaped = "html-escaped"
    /// `<…>` is cut out, as PHP's strip_tags does it.
    case tagsStripped = "tags-stripped"
    /// Percent-encoded once more, space as `+`.
    case percentEncoded = "percent-encoded"
    /// Percent-decoded once more.
    case percentDecoded = "percent-decoded"
    /// A decimal number is written with two decimals, half up.
    case twoDecimals = "two-decimals"
    /// The leading integer of the text, as PHP's intval reads it.
    case integerPart = "integer-part"
    /// Blanks and line ends at both ends are cut off.
    case trimmed
    /// Converted from UTF-8 to GB18030.
    case gb18030
  }

  /// How nested JSON is written.
  public enum Nested: String, Sendable, CaseIterable {
    /// As it came.
    case raw
    /// Without white space, in the order in which it came.
    case compact
    /// Without white space, names sorted at every level.
    case sorted
    /// As fastjson 1.2 writes it: first level sorted, deeper levels in HashMap order, nulls dropped.
    case fastjson
  }

  /// How JSON numbers are written.
  public enum Numbers: String, Sendable, CaseIterable {
    /// The literal of the message.
    case literal
    /// As Java's Integer, Long, BigInteger and BigDecimal print them: `1e2` as `1E+2`.
    case java
  }

  /// A transform of one field only.
  public struct FieldTransform: Sendable, Equatable {
    /// The field's name.
    public var field: String
    /// What is done to its value.
    public var transform: Transform
    /// Makes a pair of both.
    public init(_ field: String, _ transform: Transform) {
      self.field = field
      self.transform = transform
    }
  }

  /// Which fields take part.
  public var selection: Selection
  /// Which values are left out.
  public var empties: Empties = .dropped
  /// In which order the pairs stand.
  public var order: Order = .nameBytes
  /// False for gateways that join values only.
  public var includesNames = true
  /// Between name and value.
  public var nameValueSeparator = "="
  /// Between pairs.
  public var pairSeparator = "&"
  /// Where the key stands.
  public var key: KeyPlacement = .appended("&key=")
  /// The digest.
  public var digest: Digest = .md5
  /// The case in which the digest is written.
  public var letterCase: LetterCase = .upper
  /// Whether a digest in the other case is accepted, too.
  public var acceptsEitherCase = false
  /// Done to every value, in this order.
  public var transforms: [Transform] = []
  /// Done to single fields, before `transforms`.
  public var fieldTransforms: [FieldTransform] = []
  /// How nested JSON is written.
  public var nested: Nested = .raw
  /// How JSON numbers are written.
  public var numbers: Numbers = .literal

  /// Makes the rule that all documents print: non-empty fields by name, `&key=`, MD5.
  public init(_ selection: Selection) { self.selection = selection }

  /// A copy with changes; reads well in a catalog.
  public func with(_ change: (inout SigningRule) -> Void) -> SigningRule {
    var copy = self
    change(&copy)
    return copy
  }
}

/// A rule that real servers of a family follow where the document is silent or says otherwise.
/// A message that fits only this rule is valid, and the report names the tolerance.
public struct Tolerance: Sendable, Equatable {
  /// A stable name in kebab case.
  public var name: String
  /// Who does so, and what it means for the merchant.
  public var reason: String
  /// The rule in full.
  public var rule: SigningRule

  /// Makes a tolerance.
  public init(_ name: String, _ reason: String, _ rule: SigningRule) {
    self.name = name
    self.reason = reason
    self.rule = rule
  }
}
