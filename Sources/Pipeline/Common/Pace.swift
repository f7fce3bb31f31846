/// The shortest time between two transactions of a member of a group. What comes meanwhile is one batch: brokers pay
/// for a transaction and for an answered fetch, hardly for the records in them, and a busy broker is what all wait for.
struct Pace {
  /// Between two transactions. A record after a quiet moment does not wait for it.
  var between: Duration
  /// How long a broker gathers before it answers a fetch; nil: it answers at the first record.
  var gathering: Duration?

  /// A reader of feeds is woken by each of their frames, of all matches.
  static func fact(isAwaited: Bool) -> Pace {
    isAwaited
      ? Pace(between: .milliseconds(20), gathering: .milliseconds(20))
      : Pace(between: .milliseconds(100), gathering: .milliseconds(100))
  }

  static func ranking(isAwaited: Bool) -> Pace {
    isAwaited
      ? Pace(between: .milliseconds(20), gathering: nil)
      : Pace(between: .milliseconds(100), gathering: .milliseconds(50))
  }

  /// Storing and republishing; nobody computes on it.
  static let dispatcher = Pace(between: .milliseconds(50), gathering: .milliseconds(50))
}
