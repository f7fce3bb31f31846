import Formats

extension Timestamp {
  /// The kick-off of a match that its feed does not date: a fixed day (2000-01-01T00:00:00Z), so that nothing depends
  /// on when it is read.
  static let unknownKickOff = Timestamp(milliseconds: 946_684_800_000)
}
