import Gateways
import PaymentValues
import Synchronization

/// Remembers which kinds of answers an account got signed. What was once signed must stay signed: else
/// whoever sits on the way could leave the signature out and write what he likes. Safe on several
/// threads.
public final class SignedAnswers: Sendable {
  private let state = Mutex((known: [MessageKind](), new: [MessageKind]()))

  /// Nothing seen yet.
  public init() {}

  /// Whether an answer of that kind was signed before.
  public func contains(_ kind: MessageKind) -> Bool { state.withLock { $0.known.contains(kind) } }

  /// Takes in what is on the disk already.
  public func recall(_ kind: MessageKind) {
    state.withLock { if !$0.known.contains(kind) { $0.known.append(kind) } }
  }

  /// Notes that an answer of that kind was signed just now.
  package func note(_ kind: MessageKind) {
    state.withLock {
      guard !$0.known.contains(kind) else { return }
      $0.known.append(kind)
      $0.new.append(kind)
    }
  }

  /// The kinds that were signed for the first time since the last call; to be kept.
  public func takeNew() -> [MessageKind] {
    state.withLock { state in
      defer { state.new = [] }
      return state.new
    }
  }
}
