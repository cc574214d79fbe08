import ArgumentParsing

extension OptionGroup {
  static let fields = OptionGroup(id: "fields", title: Text("MESSAGE FIELDS", zh: "报文字段"))
  static let account = OptionGroup(id: "account", title: Text("ACCOUNT", zh: "账户"))
  static let connection = OptionGroup(id: "connection", title: Text("CONNECTION", zh: "连接"))
  static let outputForm = OptionGroup(id: "output", title: Text("OUTPUT", zh: "输出"))
  static let safety = OptionGroup(id: "safety", title: Text("SAFETY", zh: "安全"))
}
