import ArgumentParsing

extension JSONShape {
  static let version = JSONShape(
    "version", Text("the program", zh: "程序"),
    [
      JSONMember("version", .text, "its version", zh: "版本"),
      JSONMember("swift", .text, "what it was built with", zh: "编译器"),
      JSONMember("platform", .text, "what it was built for", zh: "平台"),
      JSONMember("gateways", .map(.text), "the gateways and their documents", zh: "网关及其文档"),
    ])

  static let installedCompletion = JSONShape(
    "installed_completion", Text("where completion was installed", zh: "补全安装结果"),
    [
      JSONMember("shell", .text, "the shell", zh: "shell"),
      JSONMember("file", .text, "the file", zh: "文件"),
      JSONMember("installed", .flag, "whether it is there now", zh: "是否已安装"),
      JSONMember("changed", .flag, "whether that is new", zh: "是否有变化"),
    ])
}
