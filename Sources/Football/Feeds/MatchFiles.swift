import Formats

/// One match that a path holds, ready to be read.
///
/// (A file of JSON Lines counts as one, whatever number of matches it holds.)
public struct MatchFiles: Sendable, Equatable {
  public let format: FeedFormat
  /// Nil for JSON Lines, which may hold several matches.
  public let matchID: String?
  /// All files it is read from, the principal one first.
  public let files: [String]
  /// `Fortuna Düsseldorf – 1. FC Nürnberg`, where it is known without reading the match.
  public let title: String?
  public let kickOff: Timestamp?
  /// Bytes on disk, packed where the files are: what progress can be measured by before anything is known.
  public let bytes: Int

  /// Streams that lie beside them and are not used, by name.
  public var unused: [String] {
    if case .f1(.live(let live)) = content { live.unused } else { [] }
  }

  let content: MatchContent
  /// Of JSON Lines: only these matches.
  let wanted: Set<String>?

  /// Gives the match's records in the order of its log: announced, for each period period_started, events and
  /// frames by match clock, period_ended; then finished and closed.
  ///
  /// A file that is not what it should be throws `FeedError`. Formats that must be read as a whole before the
  /// first record can be given (DFL, StatsBomb, Wyscout) have then given nothing; those that stream (JSON Lines,
  /// SkillCorner, Hawk-Eye) have given all records before the fault. Errors of `body` pass through.
  public func read(_ body: (FeedRecord) throws -> Void) throws {
    switch content {
    case .jsonl(let path): try JSONLinesReader.readRecords(path: path, matches: wanted, body)
    case .dfl(let match): try match.read(body)
    case .statsbomb(let match): try match.read(body)
    case .skillcorner(let match): try match.read(body)
    case .hawkeye(let match): try match.read(body)
    case .wyscout(let match): try match.read(body)
    case .f1(let race): try race.records(body)
    }
  }
}

/// What belongs to a match, as its format's reader wants it.
enum MatchContent: Sendable, Equatable {
  case jsonl(String)
  case dfl(DFLMatch)
  case statsbomb(StatsBombMatch)
  case skillcorner(SkillCornerMatch)
  case hawkeye(HawkEyeMatch)
  case wyscout(WyscoutMatch)
  case f1(RaceLog)
}
