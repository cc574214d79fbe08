import ArgumentParsing
import PaymentValues
import Platform

/// Puts the completion's block into the file that a shell reads, and takes it out.
struct CompletionInstaller {
  let environment: CommandEnvironment
  let shell: CompletionShell

  private static let limit = 8_388_608

  /// The file: `~/.bashrc`, `$ZDOTDIR/.zshrc`, `$XDG_CONFIG_HOME/fish/completions/merchant.fish`.
  func path() throws(Refusal) -> String {
    guard let home = variable("HOME") else {
      throw Refusal(.config, "no_home", "HOME is not set; nothing was changed")
    }
    switch shell {
    case .bash: return home + "/.bashrc"
    case .zsh: return (variable("ZDOTDIR") ?? home) + "/.zshrc"
    case .fish:
      return (variable("XDG_CONFIG_HOME") ?? home + "/.config")
        + "/fish/completions/merchant.fish"
    }
  }

  /// Writes the block, once. Whether the file has changed.
  func install() throws(Refusal) -> Bool {
    let path = try path()
    let old = try read(path)
    let block = CompletionBlock(lines: CompletionScript.loader(for: shell))
    guard let new = block.installed(in: old?.bytes ?? []) else { throw unfinished(path) }
    if old == nil, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      do throws(SystemError) { try SecureFile.makeDirectories(String(path[..<slash])) } catch {
        throw failure(path, error)
      }
    }
    return try replace(path, old: old, with: new)
  }

  /// Takes the block out. Whether the file has changed.
  func remove() throws(Refusal) -> Bool {
    let path = try path()
    guard let old = try read(path) else { return false }
    guard let new = CompletionBlock.removed(from: old.bytes) else { throw unfinished(path) }
    // An empty file of completions would hide those that came with the program.
    if shell == .fish, new.isEmpty, !old.bytes.isEmpty {
      guard FileCalls.system.remove(path) == 0 else {
        throw failure(path, SystemError(call: "unlink", subject: path))
      }
      return true
    }
    return try replace(path, old: old, with: new)
  }

  private func variable(_ name: String) -> String? {
    environment.variable(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func read(_ path: String) throws(Refusal) -> (bytes: [UInt8], mode: UInt32)? {
    do throws(SystemError) {
      let (bytes, status) = try SecureFile.read(path, limit: Self.limit)
      return (bytes, status.mode)
    } catch {
      if error.number == 2 { return nil }
      throw failure(path, error)
    }
  }

  private func replace(
    _ path: String, old: (bytes: [UInt8], mode: UInt32)?, with new: [UInt8]
  ) throws(Refusal) -> Bool {
    if new == old?.bytes { return false }
    do throws(SystemError) {
      // A link stays a link: what it points to is replaced.
      try SecureFile.write(
        new, to: SecureFile.target(of: path), mode: old?.mode ?? 0o644, replacing: true)
    } catch { throw failure(path, error) }
    return true
  }

  private func failure(_ path: String, _ error: SystemError) -> Refusal {
    Refusal(
      .io, "completion_not_installed", "\(path): \(error.reason); it was left as it is")
  }

  private func unfinished(_ path: String) -> Refusal {
    Refusal(
      .io, "completion_block", "\(path): the completion's block has no end; it was left as it is",
      hint: "the block goes from '\(CompletionBlock.opening)' to '\(CompletionBlock.closing)'")
  }
}
