/// What a capture looks like from outside. The raw names are stable: reports print them.
package enum CaptureShape: String, Sendable, CaseIterable {
  /// `a=1&b=2`.
  case form
  /// `?a=1&b=2`.
  case query
  /// `https://host/path?a=1&b=2`, or its path and query alone.
  case url
  /// A JSON object.
  case json
  /// A form whose one field holds a JSON object: `params={…}`.
  case formParams = "form-params"
  /// A raw HTTP request: start line, headers, body.
  case httpRequest = "http-request"
  /// A raw HTTP response.
  case httpResponse = "http-response"
  /// A `curl …` command line, for sh or for cmd.
  case curl
  /// An HTTP archive, as browsers export it.
  case har
  /// Lines of an nginx or Apache access log.
  case accessLog = "access-log"
  /// nginx's `$request_body` with `\xHH`.
  case nginxRequestBody = "nginx-request-body"
  /// PHP `print_r` of an array.
  case phpPrintR = "php-print-r"
  /// PHP `var_export` of an array, or an array literal.
  case phpVarExport = "php-var-export"
  /// PHP `var_dump` of an array.
  case phpVarDump = "php-var-dump"
  /// PHP `serialize` of an array.
  case phpSerialize = "php-serialize"
  /// Java `Map.toString()`: `{a=1, b=2}`.
  case javaMap = "java-map"
  /// Go `map[a:1 b:2]`, or the map literal that `%#v` prints.
  case goMap = "go-map"
  /// A Python dict.
  case pythonDict = "python-dict"
  /// Rows under a header.
  case csv
  /// One `name: value` or `name=value` a line.
  case lines
  /// A multipart form; occurs only as the payload of another shape.
  case multipart
}
