import PaymentValues

/// The placeholder that texts for people show instead of a key.
enum Masked {
  static let key = Secret.placeholder
  static let bytes = Array(Secret.placeholder.utf8)
}
