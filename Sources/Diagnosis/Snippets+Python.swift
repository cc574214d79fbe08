extension SnippetTopic {
  /// Python.
  var python: String {
    switch self {
    case .selection: "params.pop(\"sign\", None)\nparams.pop(\"sign_type\", None)"
    case .empties: "params = {k: v for k, v in params.items() if v not in (\"\", None)}"
    case .template: "text = f\"appKey={app_key}&mrn={mrn}&returnUrl={return_url or ''}\""
    case .order: "items = sorted(params.items(), key=lambda item: item[0].encode())"
    case .join: "text = \"&\".join(f\"{k}={v}\" for k, v in items)"
    case .key: "text += \"&key=\" + key"
    case .readKey: "key = path.read_text(encoding=\"utf-8-sig\").strip()"
    case .digest: "sign = hashlib.md5(text.encode(\"utf-8\")).hexdigest().upper()"
    case .rawValues:
      "body = urllib.parse.urlencode({**params, \"sign\": sign})  # after hashing"
    case .jsonValues:
      "text = json.dumps(value, ensure_ascii=False, separators=(\",\", \":\"))  # hash and send this"
    case .charset: "data = text.encode(\"utf-8\")"
    case .amount: "amount = f\"{fen // 100}.{fen % 100:02d}\"  # one text, hashed and sent"
    case .time:
      "now = datetime.now(ZoneInfo(\"Asia/Shanghai\")).strftime(\"%Y-%m-%d %H:%M:%S\")  # once"
    }
  }
}
