import ArgumentParsing

extension JSONShape {
  static let rehearsal = JSONShape(
    "rehearsal", Text("a walk through a gateway", zh: "一个网关的演练"),
    [.gateway]
      + RehearsalStep.allCases.map {
        JSONMember($0.member, .text, "how \($0.rawValue) went", zh: "\($0.rawValue) 的结果")
      })

  static let rehearsals = JSONShape(
    "rehearsals", Text("walks through the gateways", zh: "各网关的演练"),
    [JSONMember("gateways", .list(.object(rehearsal)), "each walk", zh: "各次演练")])
}
