/// Staying with a journal that somebody else writes.
extension JournalFile {
  /// Takes in what was written since the journal was opened for reading, or since the last call: every
  /// record is held to the chain. False when that cannot be done from here, because files came, went or
  /// got shorter: the journal has to be opened anew.
  package func catchUp() throws(JournalError) -> Bool {
    guard mode == .read, !isClosed, let directoryState,
      try disk.directoryState(paths.directory) == directoryState
    else { return false }
    guard let active = segments.last else { return true }
    let size = Int64(try disk.status(active.descriptor, active.path).st_size)
    if size == active.size { return true }
    guard size > active.size, active.path == paths.active else { return false }
    segments[segments.count - 1].size = size
    // A record that is only half there is read when the rest of it has come.
    _ = try replayRest()
    return true
  }
}
