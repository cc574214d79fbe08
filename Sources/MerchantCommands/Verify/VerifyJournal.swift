import Journal
import PaymentValues

/// Leaves a line in the journal for messages that were checked by hand.
struct VerifyJournal {
  let context: CommandContext

  func note(_ views: [VerifyView]) throws(Refusal) {
    for (name, group) in Dictionary(grouping: views, by: \.subject.profile.name) {
      guard let profile = group.first?.subject.profile else { continue }
      let store = JournalStore(context: context, resolved: ResolvedProfile(profile: profile))
      store.noteDown(
        group.map { view in
          JournalRecord(
            .verify, subject: view.report.message.kind.isAboutPayout ? .payout : .order,
            profile: name, id: view.report.orderNumber ?? "", amount: view.report.amount?.fen,
            details: [
              .init("message", view.report.message.kind.rawValue),
              .init("verdict", view.report.verdict.rawValue),
              .init("status", view.report.status?.rawValue ?? ""),
            ])
        })
    }
  }
}
