/// How a dry run is printed.
enum PrintedForm: String {
  case curl
}
