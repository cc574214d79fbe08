import MerchantCommands
import Testing
import WireFormat

/// A message behind a log's prefix, in a sentence or in a quoted mail is found, alone and in a file of
/// lines, and the report says that text was left out.
@Suite struct SurroundingTextTests {
  private let all = AllGateways()

  struct Frame: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let before: String
    let after: String

    init(_ before: String, _ after: String = "") {
      testDescription = "\(before)…\(after)"
      self.before = before
      self.after = after
    }
  }

  static let oneLine: [Frame] = [
    Frame("2026-11-20 10:01:02 INFO c.e.pay.Notify - notify body: "),
    Frame("2026-11-20T10:01:02+08:00 [http-8] DEBUG order=7 took=3ms body="),
    Frame("[notify] "), Frame("[2026-11-20 10:01:02] production.INFO: callback ", " []"),
    Frame("您好，我们收到的回调如下："), Frame("回调内容：", "，请帮忙看看"),
    Frame("支付回调【", "】验签失败"), Frame("got ", " and it fails"), Frame("> "),
    Frame("Nov 20 10:01:02 web1 app[812]: params=", " ip=10.0.0.1"),
    Frame("{\"level\":\"info\",\"at\":\"10:01:02\",\"msg\":\"notify ", "\"}"),
    Frame("body: '", "'"), Frame("body: \"", "\""), Frame("`", "`"),
  ]

  static let manyLines: [Frame] = [
    Frame("您好，我们收到的回调如下：\n\n", "\n\n请帮忙看看，谢谢"), Frame("```\n", "\n```\n"),
    Frame("请看：\n```json\n", "\n```\n谢谢"), Frame("> 您好\n> ", "\n> 谢谢\n"),
    Frame("On Friday shop wrote:\n>> ", "\n>>\n> see above\nthanks"),
    Frame("order=1\r\n", "\r\n-- \r\nshop"),
  ]

  @Test(arguments: oneLine)
  func aMessageInALineIsFound(frame: Frame) {
    for message in AllGateways.some {
      for body in [message.form, message.json] {
        let text = Array((frame.before + body + frame.after).utf8)
        let (word, outcome) = all.word(text)
        #expect(word == "valid", "\(message.message.source) \(body)\n\(outcome.all)")
        #expect(!repairs(outcome).isEmpty)
        let line = all.line(text)
        #expect(line?["verdict"]?.stringValue == "valid")
        #expect(line?["order"]?.stringValue ?? "" == message.order)
      }
    }
  }

  @Test(arguments: manyLines)
  func aMessageBetweenLinesIsFound(frame: Frame) {
    for message in AllGateways.some {
      for body in [message.form, message.json] {
        let (word, outcome) = all.word(Array((frame.before + body + frame.after).utf8))
        #expect(word == "valid", "\(message.message.source) \(body)\n\(outcome.all)")
        #expect(!repairs(outcome).isEmpty)
      }
    }
  }

  @Test func aFormThatAMailWrappedIsFound() {
    for message in AllGateways.some {
      let pieces = stride(from: 0, to: message.form.utf8.count, by: 60).map { start in
        "> " + String(decoding: Array(message.form.utf8)[start...].prefix(60), as: UTF8.self)
      }
      let (word, outcome) = all.word(Array(("> 您好\n" + pieces.joined(separator: "\n")).utf8))
      #expect(word == "valid", "\(outcome.all)")
    }
  }

  @Test func everyShapeIsFoundBetweenLines() {
    for message in AllGateways.callbacks {
      let fields = message.fields.fields.map { ($0.displayName, $0.value.display) }
      let string = { (text: String) in JSONWriter().string(.string(text)) }
      let texts = [
        "Array\n(\n" + fields.map { "    [\($0.0)] => \($0.1)\n" }.joined() + ")",
        fields.map { "\($0.0): \($0.1)" }.joined(separator: "\n"),
        "{\n" + fields.map { "  \(string($0.0)): \(string($0.1))" }.joined(separator: ",\n")
          + "\n}",
        "curl -d '\(message.form)' https://shop.example/n",
        "https://shop.example/notify?\(message.form)",
        "POST /notify HTTP/1.1\nHost: x\n\n\(message.form)",
        "{\"level\":\"info\",\"body\":\(string(message.json))}",
        "{\"level\":\"info\",\"body\":\(string(message.form))}",
      ]
      for text in texts {
        for frame in ["您好：\n\(text)\n谢谢", "see\n\n\(text)\n\nthanks a lot\n"] {
          let (word, outcome) = all.word(Array(frame.utf8))
          #expect(word == "valid", "\(frame)\n\(outcome.all)")
        }
      }
    }
  }

  @Test func proseDoesNotHideAContradiction() {
    for message in AllGateways.callbacks {
      let text =
        "see\nPOST /n HTTP/1.1\nHost: x\nContent-Length: 5\nContent-Length: 6\n\n\(message.form)\nbye"
      #expect(all.word(Array(text.utf8)).word == "two_content_lengths")
    }
  }

  @Test func aWrongKeyDoesNotHideTheMessage() {
    for message in AllGateways.callbacks {
      let text = "INFO notify body: " + message.form.replacing("=N", with: "=M")
      let (word, outcome) = all.word(Array(text.utf8))
      #expect(word == "invalid", "\(outcome.all)")
      #expect(outcome.code == 1, "\(outcome.all)")
      #expect(all.line(Array(text.utf8))?["verdict"]?.stringValue == "invalid")
    }
  }

  @Test func nothingThatWasSignedIsCutOff() throws {
    // The text given back holds what looks like the end of a sentence and a second message.
    for attach in ["ok, thanks", "a；b", "x memberid=9 orderid=V", "see {\"orderid\":\"V\"}"] {
      for var message in AllGateways.callbacks {
        guard
          let name = message.message.fields.first(where: {
            $0.role == .attach || $0.role == .extra1
          })?.name
        else { continue }
        message.fields.set(name, .text(Array(attach.utf8)))
        message.signAnew()
        let raw = message.fields.fields.map { "\($0.displayName)=\($0.value.display)" }
          .joined(separator: "&")
        let (word, outcome) = all.word(Array(raw.utf8))
        #expect(word == "valid", "\(outcome.all)")
        #expect(outcome.json?["order"]?.stringValue == message.order)
        #expect(repairs(outcome).isEmpty, "\(outcome.all)")
      }
    }
  }

  // MARK: What is left out holds no message

  /// Another field beside a message that was found, before or behind it.
  static let pieces: [Frame] = [
    Frame("", "\n{other}\n"), Frame("", "\n&{order}=V"), Frame("", "\n{order}=V"),
    Frame("", "\n\n{order}: V"), Frame("", "\nsee {order}=V"),
    Frame("", "\nsee {\"{order}\":\"V\"}"),
    Frame("{order}: V\n"), Frame("see: {order}=V body: "), Frame("mail {order}=V\n"),
    Frame("see\n", "\nthen\n{other}"), Frame("see\n", "\n    [{order}] => V"),
  ]

  @Test(arguments: pieces)
  func whatIsLeftOutHoldsNoFieldOfTheMessage(frame: Frame) {
    for message in AllGateways.callbacks {
      guard let name = message.message.field(.orderNumber)?.name else { continue }
      var other = message
      other.fields.set(name, .text(Array("VICTIM".utf8)))
      let fill = { (text: String) in
        text.replacing("{order}", with: name).replacing("{other}", with: other.form)
      }
      let text = fill(frame.before) + message.form + fill(frame.after)
      let (word, outcome) = all.word(Array(text.utf8))
      #expect(word != "valid", "\(text)\n\(outcome.all)")
      #expect(outcome.code != 0, "\(text)\n\(outcome.all)")
      if frame.before.isEmpty, !frame.after.contains("&") {
        #expect(word == "two_messages", "\(text)\n\(outcome.all)")
      }
    }
  }

  /// A value at the end of a clean form, signed without its tail.
  @Test(arguments: [")", ";", ",", "\"", " abc", " 000.00", "。", "]", "}", "%0A", " "])
  func aTextThatBeginsWithAMessageIsNotCutInItsLine(tail: String) throws {
    for message in AllGateways.callbacks {
      guard let name = message.message.field(.orderNumber)?.name,
        let order = message.fields[name]
      else { continue }
      var moved = message
      moved.fields.remove(name)
      moved.fields.append(name, order.display)
      let text = Array((moved.form + tail).utf8)
      let (word, outcome) = all.word(text)
      if tail != " " {
        #expect(word != "valid", "\(outcome.all)")
        #expect(outcome.code != 0, "\(outcome.all)")
      }
      if tail != " " { #expect(all.line(text)?["verdict"]?.stringValue != "valid") }
    }
  }

  @Test(arguments: [
    Frame("2026-11-20 INFO body=\"", "\" status=200"), Frame("body=\"", "\" status=200"),
    Frame("body='", "' took=3ms"), Frame("level=info msg=\"", "\""),
  ])
  func aMessageInTheQuotesOfALogsValueIsFound(frame: Frame) {
    for message in AllGateways.callbacks {
      guard !message.fields.contains("status") || !frame.after.contains("status") else { continue }
      let text = Array((frame.before + message.form + frame.after).utf8)
      let (word, outcome) = all.word(text)
      #expect(word == "valid", "\(outcome.all)")
      #expect(all.line(text)?["verdict"]?.stringValue == "valid")
    }
  }

  @Test func aLogWithoutAMessageStaysUnreadable() {
    for text in ["2026-11-21 05:00:00 INFO started worker=3", "sign of life", "amount: none"] {
      #expect(all.line(Array(text.utf8))?["verdict"]?.stringValue == "unreadable")
    }
  }

  private func repairs(_ outcome: Outcome) -> [String] {
    (outcome.json?["capture"]?["repairs"]?.arrayElements ?? []).compactMap {
      $0["code"]?.stringValue
    }
  }
}
