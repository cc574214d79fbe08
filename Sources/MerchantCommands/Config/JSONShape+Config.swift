import ArgumentParsing
import Messages

extension JSONShape {
  static let configFile = JSONShape(
    "config_file", Text("a configuration that was written", zh: "写好的配置"),
    [JSONMember("config", .text, "the file", zh: "文件")])

  static let profile = JSONShape(
    "profile", Text("an account of the configuration", zh: "配置中的账户"),
    [
      JSONMember("profile", .text, "its name", zh: "账户名"),
      JSONMember("gateway", .text, "the gateway, or its file", zh: "网关或网关文件"),
      JSONMember("mode", .text, "test or live", zh: "测试或正式"),
      JSONMember("base_url", .text, "where it sends to", zh: "网关地址"),
      JSONMember("merchant_id", .text, "the merchant's number", zh: "商户号"),
      JSONMember("default", .flag, "whether it is used unless another is named", zh: "是否默认"),
    ])

  static let profiles = JSONShape(
    "profiles", Text("the accounts of the configuration", zh: "全部账户"),
    [JSONMember("profiles", .list(.object(profile)), "each account", zh: "各账户")])

  static let settings = JSONShape(
    "settings", Text("the settings of an account; keys are never shown", zh: "账户设置（不含密钥）"),
    [
      JSONMember("profile", .text, "its name", zh: "账户名"),
      JSONMember("settings", .map(.text), "the settings by their names", zh: "各设置"),
    ])

  static let settingsWithOrigin = JSONShape(
    "settings_with_origin", Text("the settings and where they came from", zh: "设置及其来源"),
    [
      JSONMember("profile", .text, "its name", zh: "账户名"),
      JSONMember(
        "settings",
        .map(
          .object(
            JSONShape(
              "setting", Text("a setting", zh: "设置"),
              [
                JSONMember("value", .text, "its value", zh: "值"),
                JSONMember("origin", .text, "where it came from", zh: "来源"),
              ]))), "the settings by their names", zh: "各设置"),
    ])

  static let configCheckRow = JSONShape(
    "config_check_row", Text("a part of the configuration", zh: "配置的一部分"),
    [
      JSONMember("place", .text, "the file or the section", zh: "文件或小节"),
      JSONMember("verdict", .text, "ok or what it is", zh: "结论"),
      JSONMember("detail", .text, "what was found", zh: "详情"),
    ])

  static let configCheck = JSONShape(
    "config_check", Text("whether the configuration can be used", zh: "配置是否可用"),
    [
      JSONMember("usable", .flag, "whether it can", zh: "是否可用"),
      JSONMember("checks", .list(.object(configCheckRow)), "each part", zh: "各部分"),
    ])
}
