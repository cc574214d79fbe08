import ByteText
import ArgumentParsing
import Callbacks
import HTTP
import PaymentValues

/// `merchant replay`: sends recorded callbacks again, or prints them for `verify --lines`.
enum ReplayCommand {
  private static let to = Option(
    "to", .url, help: Text("The handler", zh: "处理程序地址"), environment: .off)

  private static let order = Option(
    "order", .text, valueName: "NO", help: Text("Only this order", zh: "只重放该订单"), environment: .off)

  private static let verdicts = Option<[CallbackVerdict]>(
    "verdict", .choices(), help: Text("Only records with this verdict", zh: "只重放该判定"),
    environment: .off)

  private static let repeats = Option(
    "repeats", .flag, help: Text("Repeated ones, too", zh: "包括重复的"), environment: .off)

  private static let file = Argument.required(
    "FILE", kind: .path, help: Text("Record of 'listen'", zh: "listen 的记录文件"))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "replay", synonyms: ["重放"],
      summary: Text("Send recorded callbacks again", zh: "重放已记录的回调"),
      detail: Text(
        "Without --to the messages are printed one a line, for 'merchant verify --lines -'.",
        zh: "不带 --to 时逐行输出，可接 merchant verify --lines -。"),
      arguments: [file],
      options: [to, order, verdicts, repeats, NotifyOptions.allowRemote],
      examples: [
        Example(
          "merchant replay callbacks.jsonl --to http://127.0.0.1:9000/notify",
          Text("To a handler", zh: "发给处理程序"))
      ],
      exitStatuses: [
        ExitStatus(0, Text("every one acknowledged", zh: "全部应答")),
        ExitStatus(1, Text("some were not", zh: "部分未应答")),
      ]),
    results: [JSONResult(nil, line: .replayedCallback)], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    var filter = ReplayFilter()
    filter.profile = context[GlobalOptions.profile]
    filter.order = context[order]
    filter.includesRepeats = context[repeats]
    filter.verdicts = Set(context[verdicts])
    let replayer = Replayer(context[file])
    if let text = context[to] {
      return try send(replayer, filter, to: text, context)
    }
    let without = try refusing {
      try replayer.forEach(filter) { _, message in
        try context.environment.writeOutput(Replayer.line(message) + [.lineFeed])
      }
    }
    if without > 0 {
      context.output.note("note: \(without) records were kept without their message")
    }
    return .success
  }

  private static func send(
    _ replayer: Replayer, _ filter: ReplayFilter, to text: String, _ context: CommandContext
  ) throws(Refusal) -> ExitCode {
    let address: HTTPURL
    do throws(HTTPURLError) { address = try HTTPURL(text) } catch {
      throw Refusal(.usage, "bad_url", "--to \(text): \(error.reason)")
    }
    var plan = NotifyPlan()
    plan.allowsRemote = context[NotifyOptions.allowRemote]
    if let refusal = Notifier.refusal(of: address, plan) {
      throw Refusal(.refused, refusal.code, refusal.reason, hint: refusal.hint)
    }
    let gateways = context.gateways.all()
    let notifier = Notifier(
      transport: context.environment.transport(), clock: context.environment.clock)
    var view = try ReplayView(context: context)
    _ = try refusing {
      try replayer.forEach(filter) { record, message in
        guard let kind = record.kind,
          let delivery = gateways.first(where: { $0.id == record.gateway })?.delivery(of: kind)
        else { return }
        let attempts = try notifier.send(message, to: address, delivery: delivery, plan: plan)
        try view.show(record, attempts.last?.verdict)
      }
    }
    context.output.note(view.summary)
    return view.isRight ? .success : .negative
  }
}
