import Glibc
import Synchronization

/// Places at which a test may kill the process: `TOUCHLINE_FAILPOINT=dispatcher.stored:17` ends it, as kill -9
/// does, when that place is reached for the 17th time. Without the variable a failpoint costs a comparison.
enum Failpoint: String {
  /// Rows are committed, nothing is published.
  case stored = "dispatcher.stored"
  /// Records are produced, their transaction is open.
  case produced = "dispatcher.produced"
  /// Offsets are part of the transaction, which is not committed.
  case offsetsSent = "offsets-sent"
  /// A fact worker reads a match's log again.
  case rebuilding = "worker.rebuilding"
  /// Partitions are being given up.
  case revoked = "rebalance.revoked"

  private static let wanted: (name: String, count: Int)? = {
    guard let value = getenv("TOUCHLINE_FAILPOINT") else { return nil }
    let parts = String(cString: value).split(separator: ":")
    guard let name = parts.first, Failpoint(rawValue: String(name)) != nil else { return nil }
    return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
  }()
  private static let hits = Atomic<Int>(0)

  func hit() {
    guard let wanted = Self.wanted, wanted.name == rawValue else { return }
    if Self.hits.add(1, ordering: .relaxed).newValue == wanted.count { kill(getpid(), SIGKILL) }
  }
}
