import ArgumentParsing
import Journal
import PaymentValues

extension JSONShape {
  private static let rowStart: [JSONMember] = [
    .reference, .order,
    JSONMember("amount_fen", .fen, "the amount", zh: "金额"),
    JSONMember("account", .text, "the account, masked", zh: "账号（已脱敏）"),
    JSONMember("bank", .text, "the bank", zh: "银行"),
  ]

  private static let states = RowState.allCases.map(\.word)

  static let plannedPayout = JSONShape(
    "planned_payout", Text("a payout that is planned", zh: "计划中的代付"), rowStart)

  static let payoutPlan = JSONShape(
    "payout_plan", Text("a batch that was not sent", zh: "未发送的批次"),
    [
      .plan, .batch,
      JSONMember("sent", .flag, "false", zh: "恒为 false"),
      JSONMember("digest", .text, "SHA-256 of the rows", zh: "各行的 SHA-256"), .count, .total,
      JSONMember("rows", .list(.object(plannedPayout)), "the payouts", zh: "各笔代付"), .findings,
    ])

  static let payoutRow = JSONShape(
    "payout_row", Text("a payout and how far it is", zh: "一笔代付及其进度"),
    rowStart + [
      JSONMember("state", .word(states), "how far it is", zh: "进度"),
      JSONMember("code", .text, "the gateway's code, or why nothing came back", zh: "网关代码或失败原因代码"),
      JSONMember("words", .text, "the gateway's words", zh: "网关说明"),
      JSONMember("advice", .text, "what to do", zh: "下一步"),
      JSONMember("proof", .text, "what proves the state", zh: "状态依据"),
      JSONMember("attempts", .count, "how often it was sent", zh: "发送次数"),
      JSONMember("time", .time, .orNull, "when the state was learnt", zh: "得知状态的时间"),
      JSONMember("pays_again", .text, "the earlier payout that it repeats", zh: "所重复的原代付"),
    ])

  static let payoutReport = JSONShape(
    "payout_report", Text("a batch and how far it is", zh: "批次及其进度"),
    [
      .plan, .batch,
      JSONMember("digest", .text, "SHA-256 of the rows", zh: "各行的 SHA-256"), .count, .total,
      JSONMember("exit", .count, "the exit code by the rows", zh: "对应的退出码"),
      JSONMember("time", .time, "when the report was made", zh: "报告时间"),
      JSONMember(
        "parts",
        .list(
          .object(
            JSONShape(
              "payout_part", Text("the payouts in one state", zh: "同一进度的代付"),
              [
                JSONMember("state", .word(states), "the state", zh: "进度"), .count, .total,
                JSONMember("meaning", .text, "what it means", zh: "含义"),
              ]))), "by state", zh: "按进度汇总"),
      JSONMember("rows", .list(.object(payoutRow)), "the payouts", zh: "各笔代付"),
    ])

  static let knownPlan = JSONShape(
    "known_plan", Text("a plan in the journal", zh: "流水账中的计划"),
    [
      JSONMember("profile", .text, "the account", zh: "账户"), .plan, .batch,
      JSONMember("time", .time, "when it was made", zh: "制定时间"), .count, .total,
      JSONMember("states", .text, "how many are how far", zh: "各进度笔数"),
    ])

  static let knownPlans = JSONShape(
    "known_plans", Text("the plans of the accounts", zh: "各账户的计划"),
    [JSONMember("plans", .list(.object(knownPlan)), "each plan", zh: "各计划")])

  static let approval = JSONShape(
    "approval", Text("a plan that was approved", zh: "已复核的计划"),
    [
      .plan, JSONMember("approved_by", .text, "by whom", zh: "复核人"), .count, .total,
    ])

  static let resendableRow = JSONShape(
    "resendable_row", Text("a payout that did not arrive", zh: "未送达的代付"),
    [
      .reference, .order, JSONMember("amount_fen", .fen, "the amount", zh: "金额"),
      JSONMember("verdict", .text, "whether it may be sent again, and why not", zh: "可否重发及原因"),
    ])

  static let resendable = JSONShape(
    "resendable", Text("what may be sent again", zh: "可重发的代付"),
    [
      JSONMember("resendable", .count, "how many", zh: "可重发笔数"),
      JSONMember("rows", .list(.object(resendableRow)), "the payouts", zh: "各笔代付"),
    ])
}
