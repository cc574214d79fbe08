/// An amount in a form that a command line may have; its value is not computed here.
package struct MoneyText: Sendable, Equatable {
  /// The text as given, such as `1.00`, `1元` or `100分`.
  package let text: String
}
