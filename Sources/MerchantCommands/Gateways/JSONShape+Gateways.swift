import ArgumentParsing
import Gateways

extension JSONShape {
  static let gatewaySummary = JSONShape(
    "gateway_summary", Text("a gateway", zh: "网关概况"),
    [
      .gateway, JSONMember("title", .text, "its title", zh: "名称"),
      JSONMember("operations", .text, "what it can do", zh: "支持的操作"),
      JSONMember("codes", .text, "its tables", zh: "代码表"),
    ])

  static let gatewaySummaries = JSONShape(
    "gateway_summaries", Text("the gateways", zh: "全部网关"),
    [JSONMember("gateways", .list(.object(gatewaySummary)), "each gateway", zh: "各网关")])

  static let gatewayFile = JSONShape(
    "gateway_file",
    Text(
      "a gateway as its specification file; see docs/spec-file.md", zh: "网关文件，见 docs/spec-file.md"),
    [JSONMember("gateway", .any, "the file's object", zh: "文件内容")])

  static let gatewayCheck = JSONShape(
    "gateway_check", Text("a gateway file that can be used", zh: "可用的网关文件"), [.gateway, .findings])

  static let code = JSONShape(
    "code", Text("a row of a gateway's table", zh: "代码表的一行"),
    [
      .gateway, JSONMember("kind", .words(of: CodeTable.Kind.self), "the table", zh: "代码表"),
      JSONMember("code", .text, "the code", zh: "代码"),
      JSONMember("name", .text, "what it stands for", zh: "名称"),
      JSONMember("detail", .text, "what else the document says", zh: "其他说明"),
    ])

  static let codes = JSONShape(
    "codes", Text("rows of the gateways' tables", zh: "代码表"),
    [JSONMember("codes", .list(.object(code)), "each row", zh: "各行")])
}
