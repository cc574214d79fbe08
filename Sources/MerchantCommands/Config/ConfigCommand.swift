import ArgumentParsing
import PaymentValues
import Platform

/// `merchant config`: writes, lists, shows and checks the configuration.
enum ConfigCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "config", synonyms: ["配置", "profile", "profiles"],
      summary: Text("Write, list, show and check the configuration", zh: "管理配置")),
    subcommands: [initialise, list, show, check])

  static let initialise = CommandDefinition(
    spec: CommandSpec(
      "init", summary: Text("Write a first configuration", zh: "写出初始配置"),
      detail: Text("Never replaces a file.", zh: "不覆盖已有文件。")),
    results: [JSONResult(.configFile)],
    run: { (context) throws(Refusal) in
      guard let path = ConfigLoader(environment: context.environment).path(context.command) else {
        throw Refusal(
          .config, "no_config_directory", "neither XDG_CONFIG_HOME nor HOME is set",
          hint: "give --config FILE")
      }
      do throws(SystemError) {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
          try SecureFile.makeDirectories(String(path[..<slash]))
        }
        try SecureFile.write(Array(template.utf8), to: path, replacing: false)
      } catch {
        throw Refusal(
          .io, "config_not_written", "\(path): \(error.reason)",
          hint: error.number == 17 ? "the file exists and was left as it is" : nil)
      }
      try context.output.emit(
        Document(
          object: [("config", .string(path))],
          lines: [
            "wrote \(path) (mode 0600); put your account in, then run 'merchant config check'"
          ],
          value: path))
      return .success
    })

  static let list = CommandDefinition(
    spec: CommandSpec("list", summary: Text("List the profiles", zh: "列出账户")),
    results: [JSONResult(.profiles, line: .profile)],
    run: { (context) throws(Refusal) in
      let config = try needed(context)
      let fallback = config.file.global.entry("default-profile")?.value
      let rows = config.file.sections.map { section in
        [
          section.name,
          section.entry("gateway")?.value ?? section.entry("gateway-file")?.value ?? "",
          section.entry("mode")?.value ?? "live", section.entry("base-url")?.value ?? "",
          section.entry("merchant-id")?.value ?? "", section.name == fallback ? "default" : "",
        ]
      }
      let names = ["profile", "gateway", "mode", "base-url", "merchant-id", ""]
      let records = rows.map { row in
        Record(
          zip(["profile", "gateway", "mode", "base_url", "merchant_id", "default"], row).map {
            ($0, $0 == "default" ? .json(.bool(!$1.isEmpty)) : .text($1))
          })
      }
      try context.output.emit(
        Document(
          object: [("profiles", .array(records.map(\.json)))], records: records,
          lines: Layout.table(names, rows), value: rows.map { $0[0] }.joined(separator: "\n")))
      return .success
    })

  private static let origin = Option(
    "origin", .flag, help: Text("Also where each value came from", zh: "显示来源"), environment: .off)

  static let show = CommandDefinition(
    spec: CommandSpec(
      "show", summary: Text("Show a profile's settings; keys are never shown", zh: "显示账户设置（不含密钥）"),
      options: [origin] + AccountOptions.online),
    results: [
      JSONResult(.settings),
      JSONResult(when: Text("with --origin", zh: "使用 --origin"), .settingsWithOrigin),
    ],
    run: { (context) throws(Refusal) in
      let resolved = try context.accounts.resolve(needsKey: false)
      let withOrigin = context[origin]
      let secrets: Set<String> = ["key", "previous-key"]
      var rows: [[String]] = []
      for (key, value) in resolved.settings.sorted(by: { $0.key < $1.key }) {
        let shown = secrets.contains(key) ? Secret.placeholder : value
        rows.append([key, shown] + (withOrigin ? [resolved.origins[key] ?? "file"] : []))
      }
      let config = context.environment.variable("MERCHANT_PROFILE").map { _ in "MERCHANT_PROFILE" }
      rows.insert(
        ["profile", resolved.profile.name]
          + (withOrigin ? [config ?? "command line or default"] : []), at: 0)
      try context.output.emit(
        Document(
          object: [
            ("profile", .string(resolved.profile.name)),
            (
              "settings",
              .object(
                rows.dropFirst().map { row in
                  (
                    row[0],
                    withOrigin
                      ? .object([("value", .string(row[1])), ("origin", .string(row[2]))])
                      : .string(row[1])
                  )
                })
            ),
          ],
          lines: Layout.table(["setting", "value"] + (withOrigin ? ["origin"] : []), rows),
          value: resolved.profile.name))
      return .success
    })

  static let check = CommandDefinition(
    spec: CommandSpec(
      "check", summary: Text("Check file modes, keys and every profile", zh: "检查权限、密钥和各账户"),
      exitStatuses: [
        ExitStatus(0, Text("usable", zh: "可用")),
        ExitStatus(78, Text("something is wrong", zh: "有问题")),
      ]),
    results: [JSONResult(.configCheck, line: .configCheckRow)],
    run: { (context) throws(Refusal) in try ConfigCheck(context: context).run() })

  static func needed(_ context: CommandContext) throws(Refusal) -> LoadedConfig {
    guard let config = try context.accounts.config() else {
      throw Refusal(
        .config, "no_config", "there is no configuration",
        hint: "'merchant config init' writes a first one")
    }
    return config
  }

  private static let template = """
    # Accounts of merchant. Keep this file at mode 0600.
    # Every setting is explained by 'merchant help config'.
    # To rehearse without a real account: merchant sandbox --write-config FILE

    # default-profile = shop1

    # [shop1]
    # gateway     = pay-center            # pay-index, wessyun, pay-center or lianhe
    # base-url    = https://gateway.example
    # merchant-id = 20001222
    # app-id      = 0ae8be35ff634e2abe94f5f32f6d5c4f
    # key-file    = ~/.config/merchant/shop1.key
    # notify-url  = https://shop.example/notify
    # mode        = test                  # live (the default) asks before money moves

    """
}
