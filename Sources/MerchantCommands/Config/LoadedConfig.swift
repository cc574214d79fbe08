import Platform

/// A configuration and how its file is protected.
struct LoadedConfig: Sendable {
  var file: ConfigFile
  var status: FileStatus
}
