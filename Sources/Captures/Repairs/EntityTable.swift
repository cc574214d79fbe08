import WireFormat

/// The entities of HTML that browsers decode without a semicolon (HTML standard, section 13.5:
/// those of Latin-1 and four of ASCII), which a page turns into one character when a query is
/// pasted through it: `&notify` becomes `¬ify`.
enum EntityTable {
  /// The names for U+00A0 to U+00FF in order.
  private static let latin1 = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
    deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
    Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
    Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times \
    Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig \
    ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde \
    ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """.split(separator: " ").map { Bytes($0.utf8) }

  /// The entity that a page shows as the character at `offset`, and the character's length in
  /// bytes; nil for any other character.
  static func entity(in text: Bytes, at offset: Int) -> (name: Bytes, length: Int)? {
    switch text[offset] {
    case UInt8(ascii: "<"): return (Bytes("lt".utf8), 1)
    case UInt8(ascii: ">"): return (Bytes("gt".utf8), 1)
    case UInt8(ascii: "\""): return (Bytes("quot".utf8), 1)
    case 0xC2, 0xC3:
      guard offset + 1 < text.count, (0x80...0xBF).contains(text[offset + 1]) else { return nil }
      let index = Int(text[offset] - 0xC2) * 64 + Int(text[offset + 1]) - 0xA0
      return latin1.indices.contains(index) ? (latin1[index], 2) : nil
    default: return nil
    }
  }

  /// Puts `&name` back wherever the letters that follow complete a known name and then end it;
  /// nil if there is no such place.
  static func restored(_ text: Bytes, _ knownNames: Set<Bytes>) -> Bytes? {
    var result = Bytes()
    var found = false
    var offset = 0
    while offset < text.count {
      if let (entity, length) = entity(in: text, at: offset) {
        let rest = text[(offset + length)...].prefix(64).prefix(while: \.isNameByte)
        if knownNames.contains(entity + rest) {
          result.append(UInt8(ascii: "&"))
          result += entity
          found = true
          offset += length
          continue
        }
      }
      result.append(text[offset])
      offset += 1
    }
    return found ? result : nil
  }
}
