import Football
import Formats

/// A moment of a match's log.
public enum ReplayMark: Sendable, Equatable {
  /// Offset in `match.<id>.feed`.
  case offset(Int64)
  /// Match clock of the events and frames.
  case clock(MatchPosition)
  /// Time of ingest, ms since 1970.
  case ingest(Int64)
  /// Wall clock of the events and frames.
  case eventTime(Timestamp)

  /// Whether the record stands at the mark or later. A log is nearly in order of play, not quite: the first record
  /// that is there counts.
  func isReached(by record: LogRecord) -> Bool { compare(record).map { $0 >= 0 } ?? false }

  /// Whether the record stands later than the mark.
  func isPassed(by record: LogRecord) -> Bool { compare(record).map { $0 > 0 } ?? false }

  /// Below, at or above 0: earlier, at the mark, later; nil where the record does not tell.
  private func compare(_ record: LogRecord) -> Int? {
    switch self {
    case .offset(let offset): Self.order(record.offset, offset)
    case .ingest(let time): Self.order(record.timestamp, time)
    case .clock(let clock): record.clock.map { Self.order($0, clock) }
    case .eventTime(let time): record.time.map { Self.order($0, time) }
    }
  }

  private static func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }
}

/// A record of a match's log with its place there.
struct LogRecord {
  var offset: Int64
  /// Of the feed topic that it came from: the revision of what it causes.
  var origin: Int64
  /// Time of ingest, ms since 1970.
  var timestamp: Int64
  var record: FeedRecord

  /// What is withdrawn has no moment.
  var clock: MatchPosition? {
    record.isWithdrawn ? nil : record.position
  }

  var time: Timestamp? {
    record.isWithdrawn ? nil : record.time
  }
}
