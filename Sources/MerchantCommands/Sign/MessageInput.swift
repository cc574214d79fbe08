import ByteText
import ArgumentParsing
import Glibc
import PaymentValues
import Platform
import WireFormat

/// Reads a message's fields from words, a file or standard input.
struct MessageInput {
  let context: CommandContext
  /// A captured message is small; more is a mistake.
  static let limit = 16_777_216

  /// The bytes of the file that the argument names, or of standard input for `-` or nothing.
  func bytes(path: String?) throws(Refusal) -> Bytes {
    guard let path, path != "-" else {
      try checkStandardInput()
      if context.environment.isTerminal.input, path == nil {
        throw Refusal(
          .usage, "no_input", "nothing to read: standard input is the terminal",
          hint:
            "name a file, or pipe the message in; 'merchant \(context.command.path.joined(separator: " ")) -h' shows how"
        )
      }
      do { return try context.environment.readInput(MessageInput.limit) } catch {
        throw failure(error as? SystemError, path: "-")
      }
    }
    do { return try InputFile.read(path, limit: MessageInput.limit) } catch {
      throw failure(error as? SystemError, path: path)
    }
  }

  /// The key was read from there: what is left is no message.
  func checkStandardInput() throws(Refusal) {
    guard context[AccountOptions.keyStandardInput] else { return }
    throw Refusal(
      .usage, "stdin_twice", "standard input cannot be both the key and the message",
      place: "--key-stdin", hint: "name the message's file, or give the key with --key-file")
  }

  private func failure(_ error: SystemError?, path: String) -> Refusal {
    switch error?.number {
    case EFBIG:
      Refusal(
        .data, "input_too_large", "it has more than \(MessageInput.limit) bytes",
        place: "\(path):1:1",
        hint: "one message is expected; --lines reads files of any size, one message a line")
    case ENOENT:
      Refusal(.noInput, "file_missing", "\(path): \(error?.reason ?? "")")
    default:
      Refusal(.io, "file_unreadable", "\(path): \(error?.reason ?? "cannot be read")")
    }
  }

  /// The fields that `name=value` words spell, or that the one file holds, with `--field` added.
  func fields(_ argument: Argument<[ParsedValue]>) throws(Refusal) -> FieldList {
    let words = context[argument]
    var list = FieldList()
    let looksLikeFields = words.contains {
      $0.bytes.contains(.equals) && $0.bytes.first != .openBrace
    }
    if looksLikeFields {
      for word in words {
        guard let equals = word.bytes.firstIndex(of: .equals), equals > 0 else {
          throw Refusal(
            .usage, "not_a_field", "'\(word.text)' is no name=value",
            hint: "either all words are name=value, or the one word is a file")
        }
        list.append(
          Field(
            name: Array(word.bytes[..<equals]), value: .text(Array(word.bytes[(equals + 1)...]))))
      }
    } else if words.count > 1 {
      throw Refusal(
        .usage, "too_many_files", "\(words.count) files were named, one is expected")
    } else if !words.isEmpty || context[FieldOptions.fields].isEmpty {
      list = try parse(try bytes(path: words.first?.text), name: words.first?.text ?? "-")
    }
    for (name, value) in try FieldInput.named(context) {
      list.set(name, value)
    }
    return list
  }

  /// A form, a query string or a JSON object.
  func parse(_ input: Bytes, name: String) throws(Refusal) -> FieldList {
    let body = Array(input.trimmed(\.isSpace))
    do throws(WireError) {
      if body.first == .openBrace { return try JSONScanner.object(body) }
      let url = QueryString(url: body)
      return try FormCodec.decode(
        url.base.starts(with: Array("http".utf8)) ? url.query ?? [] : body)
    } catch {
      let place = error.place(in: body)
      throw Refusal(
        .data, error.code, error.reason, place: "\(name):\(place.line):\(place.column)")
    }
  }
}
