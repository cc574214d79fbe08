import ArgumentParsing
import PaymentValues

/// The pages of the manual: one a command, and one on the configuration file.
struct Manuals {
  let root: CommandSpec
  let language: Language

  /// A page and the words that ask for it.
  struct Entry {
    /// The file below a directory of manuals, such as `man1/merchant-sign.1`.
    var file: String
    var section: Int
    var words: [String]
  }

  /// Every page there is; hidden commands have none.
  var entries: [Entry] {
    var entries: [Entry] = []
    func visit(_ node: CommandSpec, _ words: [String]) {
      let name = CommandManual.pageName([root.name] + words)
      entries.append(Entry(file: "man1/\(name).1", section: 1, words: words))
      for child in node.subcommands where !child.isHidden { visit(child, words + [child.name]) }
    }
    visit(root, [])
    let file = "man5/\(configName).5"
    return entries + [Entry(file: file, section: 5, words: ["config"])]
  }

  /// The page that `words` ask for; nil if there is none in that section.
  func page(_ words: [String], section: Int) -> ManualPage? {
    if section == 5 { return words == ["config"] ? configPage : nil }
    let manual = CommandManual(root: root, path: words, language: language, edition: edition)
    guard let manual else { return nil }
    return manual.page(extras(words))
  }

  private var configName: String { CommandManual.pageName([root.name, "config"]) }

  private var edition: ManualPage.Edition {
    ManualPage.Edition(release: "\(root.name) \(Version.number)", date: Version.date)
  }

  private func extras(_ words: [String]) -> CommandManual.Extras {
    guard words.isEmpty else {
      let isAboutConfig = words.first == "config"
      return CommandManual.Extras(references: isAboutConfig ? [(configName, 5)] : [])
    }
    return CommandManual.Extras(
      files: [
        (
          "$XDG_CONFIG_HOME/merchant/config",
          Text("Profiles, mode 0600; else ~/.config/merchant/config", zh: "账户配置，权限 0600")
        ),
        (
          "$XDG_STATE_HOME/merchant/journal",
          Text("What was sent; else ~/.local/state/merchant/journal", zh: "发送记录")
        ),
      ],
      exitStatuses: ExitCode.allCases.map {
        ExitStatus(Int($0.rawValue), Text(both: $0.meaning))
      },
      references: [(configName, 5)])
  }

  /// merchant-config(5), from the table that the configuration is read by.
  private var configPage: ManualPage {
    let summary = Text("configuration of merchant", zh: "merchant 的配置文件")
    var page = ManualPage(
      name: configName, section: 5, summary: summary[language], edition: edition)
    page.heading("DESCRIPTION")
    let form = Text(
      "Lines of the form 'key = value' under headings in brackets, each of which names a profile: an account at a gateway. Comments begin a line with # or ;. A value may stand in double quotes. A key that is not listed here is an error.",
      zh: "每行为“键 = 值”，方括号标题为账户名。以 # 或 ; 开头的行为注释。值可用双引号括起。未列出的键视为错误。")
    page.paragraph(form[language])
    let mode = Text(
      "The file has mode 0600. A key in a file that others can read is refused for live profiles.",
      zh: "文件权限为 0600。他人可读的文件中的密钥不能用于正式账户。")
    page.paragraph(mode[language])
    page.heading(Text("BEFORE THE FIRST PROFILE", zh: "全局设置").en)
    page.list("Cm", ConfigKeys.global.map { ($0.name, $0.help[language]) })
    page.heading("SETTINGS OF A PROFILE")
    page.list("Cm", ConfigKeys.profile.map { ($0.name, $0.help[language]) })
    page.subheading(Text("Values of every request", zh: "每个请求共用的值")[language])
    let help = Text("value of that field in every request", zh: "每个请求中该字段的值")
    page.list("Cm", ConfigKeys.roles.map { ($0.rawValue, help[language]) })
    let own = Text("value of a field by the gateway's own name", zh: "按网关字段名给值")
    page.list("Cm", [("field.NAME", own[language])])
    page.heading("FILES")
    page.list(
      "Pa",
      [
        (
          "$XDG_CONFIG_HOME/merchant/config",
          Text("else ~/.config/merchant/config", zh: "否则为 ~/.config/merchant/config")[language]
        )
      ])
    page.heading("EXAMPLES")
    page.literal([
      "default-profile = shop1", "", "[shop1]", "gateway     = pay-center",
      "base-url    = https://gateway.example", "merchant-id = 20001222",
      "key-file    = ~/.config/merchant/shop1.key", "mode        = test",
    ])
    page.heading("SEE ALSO")
    page.references([(root.name, 1), (configName, 1)])
    return page
  }
}
