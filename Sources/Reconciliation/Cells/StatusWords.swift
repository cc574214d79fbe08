import Gateways
import PaymentValues

/// What the words of a status column mean.
public struct StatusWords: Sendable {
  /// Our status by word: lower case, without spaces.
  private var meanings: [String: Status]

  /// The usual Chinese and English words. Bare numbers mean nothing without a gateway.
  public static let usual = StatusWords(meanings: common)

  private init(meanings: [String: Status]) { self.meanings = meanings }

  /// The same with a gateway's own words on top: the states of its answers and callbacks.
  public func adding(_ spec: GatewaySpec, subject: Subject = .order) -> StatusWords {
    var words = self
    let kinds: [MessageKind] =
      subject == .order ? [.orderCallback, .queryAnswer] : [.payoutCallback, .payoutQueryAnswer]
    for kind in kinds {
      for state in spec.message(kind)?.states ?? [] {
        words.meanings[Self.key(state.word)] = state.status
      }
    }
    return words
  }

  /// The same with the user's own words on top.
  public func adding(_ words: [(word: String, status: Status)]) -> StatusWords {
    var copy = self
    for (word, status) in words { copy.meanings[Self.key(word)] = status }
    return copy
  }

  /// Our status for a word; nil when it is not known.
  public func status(of word: String) -> Status? { meanings[Self.key(word)] }

  /// What a statement lists.
  public enum Subject: Sendable {
    /// 代收.
    case order
    /// 代付.
    case payout
  }

  private static func key(_ word: String) -> String {
    word.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
  }

  private static let common: [String: Status] = {
    let lists: [(Status, String)] = [
      (
        .succeeded,
        "成功 支付成功 已支付 已付款 付款成功 交易成功 已成功 完成 已完成 交易完成 支付完成 充值成功 "
          + "收款成功 已收款 已到账 已回调 打款成功 代付成功 下发成功 已打款 success succeed succeeded paid "
          + "completed complete finished finish ok tradesuccess tradefinished paysuccess settled"
      ),
      (
        .created,
        "未支付 待支付 未付款 待付款 等待支付 等待付款 等待客人支付 订单生成 已创建 新建 created new unpaid "
          + "notpay waitbuyerpay waiting nopay init initial"
      ),
      (
        .pending,
        "支付中 处理中 付款中 进行中 等待中 待处理 审核中 等待下发 打款中 待确认 pending processing paying "
          + "userpaying inprogress submitted"
      ),
      (
        .failed,
        "失败 支付失败 交易失败 付款失败 已关闭 关闭 交易关闭 订单关闭 已取消 取消 已撤销 已失效 已过期 超时 "
          + "支付超时 过期 打款失败 代付失败 下发失败 已驳回 驳回 fail failed failure closed cancelled "
          + "canceled cancel expired timeout tradeclosed revoked rejected error payerror"
      ),
    ]
    var meanings: [String: Status] = [:]
    for (status, words) in lists {
      for word in words.split(separator: " ") { meanings[String(word)] = status }
    }
    return meanings
  }()
}
