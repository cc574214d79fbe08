import ByteText
import ArgumentParsing
import PaymentValues
import Payouts
import WireFormat

/// Reads a batch file and makes its plan; nothing is sent.
struct BatchInput {
  let session: PayoutSession

  private var context: CommandContext { session.context }

  /// The plan of the file, or every fault of every row.
  func plan() throws(Refusal) -> PayoutPlan {
    let path = context[PayoutOptions.file] ?? "-"
    let name = try batchName(path)
    let bytes = try MessageInput(context: context).bytes(path: path)
    return try session.attempt {
      var reading = BatchReader.Options()
      reading.lineNumbersAsReferences = context[PayoutOptions.lineRefs]
      reading.encoding = encoding
      reading.maximumRows = 1_000_000
      reading.acceptsRoundNumbers = context[PayoutOptions.roundNumbers]
      reading.defaults = session.profile.values
      let file = try BatchReader(gateway: session.profile.gateway, options: reading).read(bytes)
      guard file.isGood else { throw Refusal(.data, file.findings) }
      context.note(file.findings)
      let digest = try PayeeDigest(session: session).function()
      return try PlanBuilder(
        profile: session.profile, options: try options(), accountDigest: digest
      ).plan(
        file.rows, batch: name, journal: session.journal,
        clock: context.environment.clock)
    }
  }

  private var encoding: TextEncoding? {
    switch context[PayoutOptions.encoding] {
    case .utf8: nil
    case .gb18030: .gb18030
    case .utf16: .utf16LittleEndian
    }
  }

  private func batchName(_ path: String) throws(Refusal) -> String {
    if let name = context[PayoutOptions.batch] { return name }
    let file = path.split(separator: "/").last.map(String.init) ?? "-"
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    guard path != "-", !stem.isEmpty else {
      throw Refusal(
        .usage, "missing_required", "a batch from standard input needs a name",
        hint: "give --batch NAME; the same name always makes the same order numbers")
    }
    return stem
  }

  /// Limits and leave, from options and profile.
  func options() throws(Refusal) -> PlanBuilder.Options {
    var options = PlanBuilder.Options()
    options.limits = PayoutLimits(
      total: try limit(PayoutOptions.maxTotal), each: try limit(PayoutOptions.maxEach),
      rows: context[PayoutOptions.maxRows]
        ?? session.resolved.settings["max-rows"].flatMap { Int($0) })
    options.allowsDuplicates = context[PayoutOptions.allowDuplicates]
    options.allowsRepeats = context[PayoutOptions.allowRepeat]
    options.payAgain = try payAgain()
    if let prefix = session.resolved.settings["order-prefix"] { options.prefix = prefix }
    return options
  }

  /// A row that may have been paid is only paid again by its name and for a reason.
  private func payAgain() throws(Refusal) -> PayAgain? {
    let references = context[PayoutOptions.payAgain]
    let reason = context[PayoutOptions.reason] ?? ""
    guard !references.isEmpty || !reason.isEmpty else { return nil }
    guard !references.isEmpty, reason.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(
        .usage, "missing_required",
        references.isEmpty ? "--reason needs --pay-again" : "--pay-again needs --reason",
        hint: "--pay-again REF --reason 'what you found out about the earlier payout'")
    }
    return PayAgain(references: Set(references), reason: reason)
  }

  /// An option cannot loosen what the profile limits.
  private func limit(_ limit: Option<MoneyText?>) throws(Refusal) -> Money? {
    let name = limit.spec.name
    let option = try MoneyOption.read(limit, context)
    guard let text = session.resolved.settings[name] else { return option }
    do throws(MoneyError) {
      let setting = try Money(operatorText: text)
      return option.map { min($0, setting) } ?? setting
    } catch {
      throw Refusal(.config, "config_bad_value", "\(name): \(error.reason)")
    }
  }
}
