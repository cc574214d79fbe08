extension SnippetTopic {
  /// Go.
  var go: String {
    switch self {
    case .selection: "delete(params, \"sign\")\ndelete(params, \"sign_type\")"
    case .empties: "for k, v := range params {\n\tif v == \"\" {\n\t\tdelete(params, k)\n\t}\n}"
    case .template: "text := fmt.Sprintf(\"appKey=%s&mrn=%s&returnUrl=%s\", appKey, mrn, returnURL)"
    case .order:
      "names := slices.Sorted(maps.Keys(params)) // by byte"
    case .join:
      "pairs := make([]string, 0, len(names))\nfor _, k := range names {\n"
        + "\tpairs = append(pairs, k+\"=\"+params[k])\n}\ntext := strings.Join(pairs, \"&\")"
    case .key: "text += \"&key=\" + key"
    case .readKey: "key := strings.TrimSpace(strings.TrimPrefix(string(raw), \"\\ufeff\"))"
    case .digest:
      "sum := md5.Sum([]byte(text))\nsign := strings.ToUpper(hex.EncodeToString(sum[:]))"
    case .rawValues: "form.Set(name, value)\nbody := form.Encode() // after hashing value"
    case .jsonValues:
      "enc := json.NewEncoder(&buf)\nenc.SetEscapeHTML(false)\nerr := enc.Encode(value)\n"
        + "text := strings.TrimSuffix(buf.String(), \"\\n\") // hash and send this one text"
    case .charset: "utf8Text, err := simplifiedchinese.GB18030.NewDecoder().String(text)"
    case .amount:
      "amount := fmt.Sprintf(\"%d.%02d\", fen/100, fen%100) // one text, hashed and sent"
    case .time:
      "now := time.Now().In(time.FixedZone(\"CST\", 8*3600)).Format(\"2006-01-02 15:04:05\") // once"
    }
  }
}
