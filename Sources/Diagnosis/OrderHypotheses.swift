import Gateways

/// In which order the pairs stand.
enum OrderHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let orders: [(DiagnosisCode, SigningRule.Order)] = [
      (.orderNameBytes, .nameBytes), (.orderNamesIgnoringCase, .namesIgnoringCase),
      (.orderPairsIgnoringCase, .pairsIgnoringCase), (.orderByValue, .valueBytes),
    ]
    let sorted = orders.filter { $0.1 != subject.rule.order }.map { code, order in
      Hypothesis(code: code, family: .order, maySleep: true) { $0.order = order }
    }
    // PHP's asort keeps equal values in the order that ksort made; parts stand by name here.
    let byValue = Hypothesis(
      code: .orderByValue, detail: "equal values by name", family: .order, maySleep: true
    ) {
      for index in $0.parts.indices { $0.parts[index].place = index }
      $0.order = .valueBytes
    }
    // A template has an order of its own; "as given" is then the order of the message.
    let asGiven = Hypothesis(code: .orderAsGiven, family: .order, maySleep: true) { trial in
      trial.order = .asGiven
      for index in trial.parts.indices { trial.parts[index].place = trial.parts[index].given }
    }
    // The table's order is what code that lists the fields by hand produces.
    let asPrinted = Hypothesis(
      code: .orderAsGiven, detail: "as the document prints them", family: .order, maySleep: true
    ) { trial in
      let rows = subject.message.fields
      trial.order = .asGiven
      for index in trial.parts.indices {
        let name = String(decoding: trial.parts[index].name, as: UTF8.self)
        trial.parts[index].place =
          rows.firstIndex { $0.spellings.contains(name) } ?? rows.count + trial.parts[index].given
      }
    }
    let reversed = Hypothesis(code: .orderReversed, family: .order, maySleep: true) {
      $0.order = .nameBytes
      $0.isReversed = true
    }
    let backwards = Hypothesis(
      code: .orderReversed, detail: "the message's own order backwards", .usual, family: .order,
      maySleep: true
    ) {
      asGiven.apply(&$0)
      $0.isReversed = true
    }
    return sorted + [byValue, asGiven, asPrinted, reversed, backwards]
  }
}
