/// `merchant verify --lines`: one message a line, streaming.
struct VerifyLines {
  let context: CommandContext

  func run() throws(CommandFailure) -> ExitCode {
    throw CommandFailure(.usage, "not_built", "--lines comes with the bulk engine")
  }
}
