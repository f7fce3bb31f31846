import Dispatch
import Glibc

/// Lets as many groups of this process as there are processors work on a backlog (a past season, what an outage left)
/// at a time. More would only take the processors from the brokers, the database and live matches on this machine,
/// until requests run out of time.
final class BacklogTurn: Sendable {
  static let shared = BacklogTurn(places: sysconf(CInt(_SC_NPROCESSORS_ONLN)))

  /// So many records at once are a backlog: live matches bring a few dozen.
  static let size = 500
  /// Nobody waits longer, whatever the others do.
  private static let patience = DispatchTimeInterval.seconds(2)

  private let places: DispatchSemaphore

  init(places: Int) { self.places = DispatchSemaphore(value: max(1, places)) }

  /// Runs `body` at once for a few records, else when there is a place.
  func take<R>(_ records: Int, _ body: () throws -> R) rethrows -> R {
    guard records >= Self.size else { return try body() }
    let isMine = places.wait(timeout: .now() + Self.patience) == .success
    defer { if isMine { places.signal() } }
    return try body()
  }
}
