/// Whether the parts of a process are well, for `/health` and `status`.
public final class Health: Sendable {
  public enum State: String, Sendable, Comparable {
    case ok, degraded, down

    private var rank: Int { self == .ok ? 0 : self == .degraded ? 1 : 2 }
    public static func < (a: State, b: State) -> Bool { a.rank < b.rank }
  }

  public struct Report: Sendable, Equatable {
    public var component: String
    public var state: State
    public var detail: String
    /// Microseconds since 1970 since when it has been in that state.
    public var since: Int64
  }

  private let reports = Locked<[String: Report]>([:])
  private let time: any TimeSource

  public init(time: any TimeSource = .system) { self.time = time }

  /// Tells the state of a component (`kafka`, `database`, a service's name).
  public func report(_ component: String, _ state: State, _ detail: String = "") {
    let now = time.wallMicroseconds()
    reports.withLock { reports in
      let old = reports[component]
      let since = old?.state == state ? old?.since ?? now : now
      reports[component] = Report(component: component, state: state, detail: detail, since: since)
    }
  }

  public func remove(_ component: String) { reports.withLock { $0[component] = nil } }

  /// The worst state of all; ok while nothing has been reported.
  public var state: State { reports.withLock { $0.values.map(\.state).max() } ?? .ok }

  public var all: [Report] { reports.withLock { Array($0.values) }.sorted { $0.component < $1.component } }
}
