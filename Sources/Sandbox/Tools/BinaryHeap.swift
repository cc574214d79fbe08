/// A heap whose first element is the least by `precedes`.
struct BinaryHeap<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private let precedes: @Sendable (Element, Element) -> Bool

  init(_ precedes: @escaping @Sendable (Element, Element) -> Bool) { self.precedes = precedes }

  var first: Element? { elements.first }

  mutating func removeAll() { elements = [] }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(elements[child], elements[parent]) else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeFirst() -> Element? {
    guard !elements.isEmpty else { return nil }
    elements.swapAt(0, elements.count - 1)
    let result = elements.removeLast()
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < elements.count }
      guard let least = children.min(by: { precedes(elements[$0], elements[$1]) }),
        precedes(elements[least], elements[parent])
      else { return result }
      elements.swapAt(parent, least)
      parent = least
    }
  }
}
