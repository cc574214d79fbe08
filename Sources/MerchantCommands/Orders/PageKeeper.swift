import GatewayEngine
import Glibc
import Messages
import PaymentValues
import Platform
import WireFormat

/// Keeps the page through which a shopper pays: where `--page` says, else beside the journal.
struct PageKeeper {
  let context: CommandContext
  let profile: Profile
  /// What `--page` names; nil without it.
  let path: String?

  init(context: CommandContext, profile: Profile) {
    self.context = context
    self.profile = profile
    path = context[CreateOrderCommand.page]
  }

  /// Makes sure that the page can be written where `--page` says, before anything is sent. The file is
  /// taken at once, so that no other can.
  func reserve() throws(Refusal) {
    guard let path else { return }
    try write([], path, replacing: false)
  }

  /// Takes a reserved file away again.
  func release() {
    if let path { unlink(path) }
  }

  /// Writes the page of an order that is about to be placed by the shopper's own browser.
  func writeNew(_ page: Bytes, to path: String) throws(Refusal) {
    try write(page, path, replacing: false)
  }

  /// Keeps the page of an answer; nil for a plain address that nobody wants a page of. A page that cannot
  /// be written is said, and the order's outcome goes on.
  func keep(_ exchange: Exchange) -> String? {
    guard exchange.outcome == .accepted, let target = exchange.answer?.payTarget,
      let page = page(of: target, exchange.request)
    else {
      release()
      return nil
    }
    do throws(Refusal) {
      let place: String
      if let path {
        place = path
      } else {
        place = try usualPath(exchange.request.orderNumber ?? "")
      }
      try write(page, place, replacing: true)
      return place
    } catch {
      release()
      context.output.insist("warning: the page was not kept: \(error.message)")
      return nil
    }
  }

  private func page(of target: PayTarget, _ request: PreparedRequest) -> Bytes? {
    switch target {
    case .open(let url): path == nil ? nil : PayPage.opening(url)
    case .post(let url, let fields):
      PayPage.selfPosting(url, fields, nonce: context.environment.random())
    case .page(let body): PayPage.kept(body, from: request.http.url)
    }
  }

  /// `ACCOUNT-ORDER.html` in the journal's directory, where nobody else may read.
  private func usualPath(_ order: String) throws(Refusal) -> String {
    let parts = [
      profile.gateway.id, profile.values[.merchantID] ?? profile.name, order,
    ].map(Self.safe)
    return try JournalStore.directory(context.environment) + "/page-"
      + parts.joined(separator: "-") + ".html"
  }

  /// The text as a part of a file's name: what is no plain letter, digit or mark stands as `%XX`.
  private static func safe(_ text: String) -> String {
    let name = PercentCoding.encode(Array(text.utf8), style: .unreserved)
    return String(decoding: name.prefix(80), as: UTF8.self)
  }

  private func write(_ bytes: Bytes, _ path: String, replacing: Bool) throws(Refusal) {
    do throws(SystemError) { try SecureFile.write(bytes, to: path, replacing: replacing) } catch {
      throw Refusal(
        .io, "page_not_written", "\(path): \(error.reason)",
        hint: error.number == 17 ? "the file exists; name another" : nil)
    }
  }
}
