extension SnippetTopic {
  /// Java.
  var java: String {
    switch self {
    case .selection: "params.remove(\"sign\"); params.remove(\"sign_type\");"
    case .empties: "params.values().removeIf(v -> v == null || v.isEmpty());"
    case .template:
      "String text = \"appKey=\" + appKey + \"&mrn=\" + mrn + \"&returnUrl=\" + Objects.toString(url, \"\");"
    case .order:
      "SortedMap<String, String> sorted = new TreeMap<>(params); // by character, not by case"
    case .join:
      "String text = sorted.entrySet().stream().map(e -> e.getKey() + \"=\" + e.getValue())\n"
        + "    .collect(Collectors.joining(\"&\"));"
    case .key: "text += \"&key=\" + key;"
    case .readKey:
      "String key = Files.readString(path, StandardCharsets.UTF_8).replace(\"\\uFEFF\", \"\").strip();"
    case .digest:
      "byte[] md5 = MessageDigest.getInstance(\"MD5\").digest(text.getBytes(StandardCharsets.UTF_8));\n"
        + "String sign = HexFormat.of().withUpperCase().formatHex(md5);"
    case .rawValues:
      "String wire = URLEncoder.encode(value, StandardCharsets.UTF_8); // after hashing value"
    case .jsonValues:
      "String json = mapper.writeValueAsString(value); // hash and send this one text"
    case .charset: "byte[] bytes = text.getBytes(StandardCharsets.UTF_8);"
    case .amount:
      "String amount = BigDecimal.valueOf(fen, 2).toPlainString(); // one text, hashed and sent"
    case .time:
      "String time = LocalDateTime.now(ZoneId.of(\"Asia/Shanghai\"))\n"
        + "    .format(DateTimeFormatter.ofPattern(\"yyyy-MM-dd HH:mm:ss\")); // once"
    }
  }
}
