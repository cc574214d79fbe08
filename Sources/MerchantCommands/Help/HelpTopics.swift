import ArgumentParsing
import Gateways
import PaymentValues

enum HelpTopics {
  static let all: [HelpTopic] = [
    HelpTopic(name: "exit-codes", summary: Text("What exit codes mean", zh: "退出码的含义")) { _ in
      "EXIT CODES\n\n"
        + Layout.table(
          ["code", "meaning"], ExitCode.allCases.map { [String($0.rawValue), $0.meaning] }
        ).joined(separator: "\n")
        + "\n\nA batch gives the gravest: 10, 9, 74, 8, 1, 0. Codes 9 and 10 forbid sending again."
    },
    HelpTopic(name: "environment", summary: Text("Variables that the program reads", zh: "环境变量")) {
      _ in
      """
      ENVIRONMENT

      Every option that has a variable shows it in --help as [env: MERCHANT_…].
      An option wins over its variable, the variable over the configuration.
      An empty variable counts as not set.

      XDG_CONFIG_HOME   the configuration is $XDG_CONFIG_HOME/merchant/config
      XDG_STATE_HOME    the journal is below $XDG_STATE_HOME/merchant/journal
      MERCHANT_PROFILE  the account to use
      MERCHANT_LANG     en or zh; else LC_ALL, LC_MESSAGES, LANG
      """
    },
    HelpTopic(name: "formatting", summary: Text("Forms of the result", zh: "输出格式")) { _ in
      """
      FORMATTING

      -o table    for people; the only form whose wording may change
      -o json     one object with a member "schema"; errors are JSON on standard error;
                  'merchant help json' lists the members, --json=schema is their schema
      -o ndjson   one object a line
      -o csv|tsv  one record a line, the first line names the columns; --excel for spreadsheets
      -o value    the one value that matters: a signature, a pay URL or page, a status
      --exit-zero with JSON: 0 where the answer is no or not yet (1, 8)

      On a terminal, controls, direction marks and zero-width characters are shown
      as \\uXXXX, in every form. Files and pipes get the bytes as they are.
      A result that cannot be written ends with 74; when its reader has gone,
      the verdict's own code stays.

      --fields a,b         only these members
      --template '{order}\\t{status}'
      """
    },
    HelpTopic(name: "json", summary: Text("The JSON of every command", zh: "各命令的 JSON")) {
      JSONPage(language: $0).text
    },
    HelpTopic(name: "config", summary: Text("Settings of the configuration file", zh: "配置文件的设置")) {
      language in
      let rows = ConfigKeys.profile.map { [$0.name, $0.help[language]] }
      let roles = ConfigKeys.roles.map { [$0.rawValue, "value of that field in every request"] }
      return
        "CONFIGURATION\n\nAn INI file of mode 0600: default-profile = NAME, then one [section] a profile.\n\n"
        + Layout.table(["setting", "meaning"], rows + roles).joined(separator: "\n")
        + "\n\nfield.NAME = VALUE sets a field by the gateway's own name."
    },
    HelpTopic(name: "gateways", summary: Text("The gateways that are built in", zh: "内置网关")) { _ in
      "GATEWAYS\n\n"
        + GatewayCatalog.builtIn.map { "\($0.id)  \($0.title) (document \($0.document))" }
        .joined(separator: "\n")
        + "\n\n'merchant gateways show ID' prints everything; a gateway of your own is a JSON file\n(gateway-file in a profile, see docs/spec-file.md)."
    },
    HelpTopic(name: "money-safety", summary: Text("Why nothing is sent twice", zh: "资金安全")) { _ in
      """
      MONEY SAFETY

      One command, one request: nothing is ever sent twice by itself.
      Exit code 9 means that it may have arrived: ask with 'merchant query', never send again.
      Exit code 10 means that two sources disagree about money: a person is needed.
      The intent of every order and payout is on the disk before a byte leaves.
      The journal belongs to the account (gateway, merchant id, app id): a profile may be renamed or
      copied. Before a batch begins, the gateway is asked whether it has the first rows already.
      A clock that jumped and an address that changed stop a payout until you say that they are right.
      A 'failed' that nobody signed is no proof: paying again wants the row by name and a reason.
      A live profile says so and wants its merchant id; 'protected = yes' refuses to send at all.
      'merchant sandbox' lets you rehearse all of it without an account.
      """
    },
  ]
}
