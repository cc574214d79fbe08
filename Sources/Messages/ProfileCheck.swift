import PaymentValues

/// Checks on a profile that several parts need.
package enum ProfileCheck {
  /// The finding for a key that is missing or cannot be real.
  package static func unusableKey(_ profile: Profile) -> Finding {
    Finding(
      .error, "unusable_key", place: profile.name,
      profile.key == nil
        ? "profile '\(profile.name)' has no key"
        : "the key of profile '\(profile.name)' is empty, too short or a placeholder",
      hint: "set key-file in the profile to a file of mode 0600 that holds the gateway's key")
  }
}
