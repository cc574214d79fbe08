extension SnippetTopic {
  /// PHP.
  var php: String {
    switch self {
    case .selection:
      "unset($params['sign'], $params['sign_type']); // keep every other signed field"
    case .empties:
      "$params = array_filter($params, fn($v) => $v !== '' && $v !== null); // not empty()"
    case .template:
      "$text = \"appKey={$p['appKey']}&mrn={$p['mrn']}&returnUrl={$p['returnUrl']}\"; // '' stays"
    case .order: "ksort($params, SORT_STRING);"
    case .join:
      "$text = implode('&', array_map(fn($k, $v) => \"$k=$v\", array_keys($params), $params));"
    case .key: "$text .= '&key=' . $key;"
    case .readKey: "$key = trim(preg_replace('/^\\xEF\\xBB\\xBF/', '', file_get_contents($file)));"
    case .digest: "$sign = strtoupper(md5($text)); // or md5($text) where lower case is asked for"
    case .rawValues:
      "$body = http_build_query($params + ['sign' => $sign]); // encode after hashing"
    case .jsonValues:
      "$json = json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE); // hash and send $json"
    case .charset:
      "$text = mb_convert_encoding($text, 'UTF-8', 'GB18030'); // if it is not UTF-8 yet"
    case .amount:
      "$amount = sprintf('%d.%02d', intdiv($fen, 100), $fen % 100); // one text, hashed and sent"
    case .time:
      "$time = (new DateTime('now', new DateTimeZone('Asia/Shanghai')))->format('Y-m-d H:i:s'); // once"
    }
  }
}
