import Gateways
import Testing

/// A gateway's field name stands in the catalogue and nowhere else. The names are the catalogue's own.
@Suite struct FieldNameTests {
  /// Every name under which a built-in gateway sends or takes a field.
  private static let names = Set(
    GatewayCatalog.builtIn.flatMap(\.messages).flatMap(\.fields).flatMap(\.spellings))

  /// Names that are words of every program, too, and so say nothing about a gateway.
  private static let plainWords: Set<String> = [
    "body", "callback", "code", "data", "error", "result", "status", "success", "type", "url",
  ]

  /// The commands' own words for a field's meaning.
  private static let roles = Set(Role.allCases.flatMap { [$0.rawValue, "\($0)"] })

  /// Names that a place outside must say, and why.
  private static let exceptions: [(name: String, place: String, reason: String)] = [
    ("appKey", "Diagnosis/", "a usual name under which programs put their key; snippets of lianhe"),
    ("mrn", "Diagnosis/", "the snippets show lianhe's text as code"),
    ("returnUrl", "Diagnosis/", "the snippets show lianhe's text as code"),
    ("datetime", "Diagnosis/", "a module of Python"),
    ("datetime", "ColumnNames", "a heading of statements"),
    ("orderid", "ColumnNames", "a heading of statements"),
    ("pay_url", "ExchangeView", "a member of the program's own JSON"),
    ("pay_url", "JSONShape+Exchange", "a member of the program's own JSON"),
    ("mchId", "SignCommand", "an example in the help"),
    ("memberid", "NearestMessage", "an example in a comment"),
  ]

  private struct Use: Hashable {
    var name: String
    var path: String
  }

  /// Where names stand outside the catalogue's target.
  private static let uses: Set<Use> = {
    let watched = names.subtracting(plainWords).subtracting(roles)
    var uses: Set<Use> = []
    for file in SourceTree.sources where file.target != "Gateways" {
      // All bytes of the file at once: words are runs of letters, digits and underscores.
      let words = file.text.utf8.split { byte in
        let isWord =
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x5F
        return !isWord
      }
      for word in Set(words.map { String(decoding: $0, as: UTF8.self) })
      where watched.contains(word) {
        uses.insert(Use(name: word, path: file.path))
      }
    }
    return uses
  }()

  @Test func theNamesAreThoseOfTheFourDocuments() {
    #expect(Self.names.count > 80)
    for name in ["pay_memberid", "mchOrderNo", "appKey", "trade_state", "originAmount"] {
      #expect(Self.names.contains(name))
    }
  }

  @Test func noNameStandsOutsideTheCatalogue() {
    let strangers = Self.uses.filter { use in
      !Self.exceptions.contains { $0.name == use.name && use.path.contains($0.place) }
    }
    #expect(strangers.map { "\($0.name) in \($0.path)" }.sorted() == [])
  }

  @Test func everyExceptionIsNeeded() {
    for exception in Self.exceptions {
      let isUsed = Self.uses.contains {
        $0.name == exception.name && $0.path.contains(exception.place)
      }
      #expect(isUsed, "\(exception.name) in \(exception.place) is gone: strike it here")
    }
    for word in Self.plainWords {
      #expect(Self.names.contains(word), "no gateway has \(word) any more")
      #expect(!Self.roles.contains(word), "\(word) is a role and needs no row")
    }
  }
}
