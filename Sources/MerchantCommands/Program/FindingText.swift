import PaymentValues

/// Findings as lines and as JSON.
enum FindingText {
  /// Every error; of warnings with the same code the first three, and how many more there are.
  /// - Parameter heading: the severity that the line above them names already.
  static func lines(_ findings: [Finding], under heading: Finding.Severity? = nil) -> [String] {
    var seen: [String: Int] = [:]
    var lines: [String] = []
    for finding in findings {
      seen[finding.code, default: 0] += 1
      if finding.severity == .error || seen[finding.code, default: 0] <= 3 {
        lines.append(line(finding, under: heading))
      }
    }
    let warnings = Set(findings.filter { $0.severity != .error }.map(\.code))
    for code in warnings.sorted() where seen[code, default: 0] > 3 {
      lines.append("… and \(seen[code, default: 0] - 3) more of \(code)")
    }
    return lines
  }

  static func line(_ finding: Finding, under heading: Finding.Severity? = nil) -> String {
    let severity = finding.severity == heading ? "" : finding.severity.rawValue + ": "
    let place = finding.place.map { "\($0): " } ?? ""
    let hint = finding.hint.map { " (\($0))" } ?? ""
    return "\(severity)\(place)\(finding.reason)\(hint)"
  }
}
