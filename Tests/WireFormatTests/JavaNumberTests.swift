import Testing

@testable import WireFormat

@Suite struct JavaNumberTests {
  /// Printed by `new BigDecimal(…).toString()` of Java 17.
  static let decimals: [(String, String)] = [
    ("1e2", "1E+2"),
    ("1E2", "1E+2"),
    ("1e-7", "1E-7"),
    ("1e-6", "0.000001"),
    ("100.00", "100.00"),
    ("1.0", "1.0"),
    ("-0.0", "0.0"),
    ("0e5", "0E+5"),
    ("0.0000001", "1E-7"),
    ("0.00000010", "1.0E-7"),
    ("0.000001", "0.000001"),
    ("1.5e3", "1.5E+3"),
    ("-1.5e3", "-1.5E+3"),
    ("12e-1", "1.2"),
    ("100e-2", "1.00"),
    ("1e0", "1"),
    ("1e+10", "1E+10"),
    ("123456.789e-10", "0.0000123456789"),
    ("0e-7", "0E-7"),
    ("0.1234567890123456789", "0.1234567890123456789"),
    ("10000000.00", "10000000.00"),
    ("1e400", "1E+400"),
    ("-1e-400", "-1E-400"),
    ("1E2147483647", "1E+2147483647"),
    ("1e-2147483647", "1E-2147483647"),
    ("12.5e-2147483640", "1.25E-2147483639"),
    ("0.000000", "0.000000"),
    ("10.0e1", "100"),
    ("1e00000000002", "1E+2"),
    ("15e2147483647", "1.5E+2147483648"),
    ("0.5e2147483647", "5E+2147483646"),
  ]

  @Test(arguments: decimals)
  func decimalsArePrintedAsBigDecimal(_ literal: String, _ expected: String) throws {
    #expect(try JSONText.javaNumber(bytes(literal)) == bytes(expected))
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("100", "100"), ("-1", "-1"), ("12345678901", "12345678901"),
    ("9223372036854775808", "9223372036854775808"),
  ])
  func integersArePrintedPlainly(_ literal: String, _ expected: String) throws {
    #expect(try JSONText.javaNumber(bytes(literal)) == bytes(expected))
  }

  @Test(arguments: [
    "1e2147483648", "1.5e-2147483647", "1e-2147483648", "1e99999999999999999999999999",
  ])
  func exponentsThatJavaRefusesAreRefused(_ literal: String) {
    let error = #expect(throws: WireError.self) { try JSONText.javaNumber(bytes(literal)) }
    #expect(error?.code == "json_number_range")
  }

  @Test(arguments: ["", "-", "01", "1.", "+1", "NaN", " 1", "1 ", "\"1\""])
  func otherTextIsRefused(_ literal: String) {
    let error = #expect(throws: WireError.self) { try JSONText.javaNumber(bytes(literal)) }
    #expect(error?.code == "json_bad_number")
  }
}
