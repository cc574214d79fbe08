import PaymentValues
import Platform

/// Why the journal cannot be used. When opening throws, nothing has been sent; when a durable append
/// throws, nothing that it was to note.
public enum JournalError: Error, Equatable, Sendable {
  /// Another process writes to this journal; `holder` is its process number as far as known.
  case locked(path: String, holder: Int32?)
  /// The lock that was taken is not at its place any more: another process may hold a new one.
  case lockLost(path: String)
  /// A call of the system failed.
  case system(SystemError)
  /// An earlier write or fsync failed; what is on disk is not known until the file is read again.
  case poisoned(SystemError)
  /// Bytes that no program of ours wrote, or a line that is missing, doubled or moved.
  case damaged(file: String, offset: Int64, reason: String)
  /// Records that had reached the disk are gone: the journal ends before its high-water mark.
  case shortened(file: String, last: UInt64, expected: UInt64)
  /// A line of a later format.
  case newerFormat(file: String, offset: Int64, version: String)
  /// A kind of record that this version does not know.
  case unknownKind(file: String, offset: Int64, kind: String)
  /// A file or directory that others can change or read, or that is not what it should be.
  case insecure(path: String, reason: String, remedy: String)
  /// A name or directory that no journal can have.
  case unusablePlace(path: String, reason: String, remedy: String)
  /// Two journals hold records of one account.
  case twoJournals(directory: String, names: [String])
  /// The record cannot be written as it is.
  case invalidRecord(String)
  /// The index does not fit; never leaves this module.
  case staleIndex
  /// The journal was closed, or opened for reading only.
  case notWritable
}

extension JournalError {
  /// What is wrong with a file of the journal. Who holds a lock is not known here.
  init(_ fault: GuardedFile.Fault) {
    self =
      switch fault {
      case .system(let error): .system(error)
      case .insecure(let path, let reason, let remedy):
        .insecure(path: path, reason: reason, remedy: remedy)
      case .locked(let path): .locked(path: path, holder: nil)
      }
  }

  /// Runs what a file of the journal does.
  static func telling<Result>(_ body: () throws(GuardedFile.Fault) -> Result) throws(JournalError)
    -> Result
  {
    do { return try body() } catch { throw JournalError(error) }
  }
}

extension JournalError: Refusing {
  /// How a command ends with it.
  public var refusal: Refusal {
    let (exit, code) = ending
    return Refusal(
      exit, code, description,
      hint: exit == .temporary ? "wait for the other command to end, then run this one again" : nil)
  }

  private var ending: (ExitCode, String) {
    switch self {
    case .locked: (.temporary, "journal_locked")
    case .lockLost: (.temporary, "journal_unusable")
    case .system(let reason) where reason.number == 2: (.io, "journal_missing")
    case .system, .poisoned, .notWritable, .staleIndex: (.io, "journal_unusable")
    case .damaged, .shortened: (.data, "journal_damaged")
    case .newerFormat, .unknownKind: (.data, "journal_newer")
    case .invalidRecord: (.data, "journal_unusable")
    case .twoJournals: (.refused, "two_journals")
    case .insecure: (.refused, "journal_insecure")
    case .unusablePlace: (.config, "journal_unusable")
    }
  }
}

extension JournalError: CustomStringConvertible {
  /// One or two sentences: cause, place, next step.
  public var description: String {
    let rest = Refusal.nothingSent
    return switch self {
    case .locked(let path, let holder):
      "another process\(holder.map { " (\($0))" } ?? "") is using the journal (\(path))"
    case .lockLost(let path):
      "\(path) was removed or replaced during this run, and another run may be sending; \(rest)"
    case .system(let error): "the journal cannot be used: \(error)"
    case .poisoned(let error):
      "the journal is closed after an earlier failure: \(error). Run the command again"
    case .damaged(let file, let offset, let reason):
      "the journal is damaged: \(file), byte \(offset): \(reason); \(rest)"
    case .shortened(let file, let last, let expected):
      "\(file) ends with record \(last), but record \(expected) had been written. "
        + "Restore the lost lines; \(rest)"
    case .newerFormat(let file, let offset, let version):
      "\(file), byte \(offset): format \(version) was written by a newer program"
    case .unknownKind(let file, let offset, let kind):
      "\(file), byte \(offset): a newer program wrote a record of kind \(kind)"
    case .insecure(let path, let reason, let remedy),
      .unusablePlace(let path, let reason, let remedy):
      "\(path): \(reason). \(remedy)"
    case .twoJournals(let directory, let names):
      "\(directory) holds records of one account under \(names.joined(separator: " and ")); "
        + "\(rest). What one of them paid the other does not know and would pay again: leave "
        + "every file where it is, settle what is open in each with the version that wrote it "
        + "('payout resolve'), and pay no file of one from the other. 'merchant payout status' lists "
        + "the plans of all of them"
    case .invalidRecord(let reason): "the record cannot be written: \(reason)"
    case .staleIndex: "the index of the journal does not fit it"
    case .notWritable: "the journal is not open for writing"
    }
  }
}
