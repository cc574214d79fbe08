/// Threads that do the same work together.
package enum Team {
  /// Runs the work on the calling thread and on as many others as make `threads`, and returns when all
  /// have. A system without threads to give gets it done by fewer.
  package static func run(threads: Int, _ work: @escaping @Sendable () -> Void) {
    var others: [Thread] = []
    for _ in 1..<max(1, threads) {
      guard let thread = try? Thread(work) else { break }
      others.append(thread)
    }
    work()
    for thread in others { thread.join() }
  }
}

/// Puts results that come in any order back into the order of their numbers, from 0 on.
package struct InOrder<Element> {
  private var waiting: [Int: Element] = [:]
  private var next = 0

  /// Starts with number 0.
  package init() {}

  /// Takes the result of that number, and gives those whose turn it is.
  package mutating func add(_ element: Element, at number: Int) -> [Element] {
    waiting[number] = element
    var ready: [Element] = []
    while let element = waiting.removeValue(forKey: next) {
      next += 1
      ready.append(element)
    }
    return ready
  }
}

extension InOrder: Sendable where Element: Sendable {}
