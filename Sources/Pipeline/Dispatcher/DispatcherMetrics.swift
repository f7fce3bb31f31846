import Synchronization

/// What the dispatcher has done since it started.
public final class DispatcherMetrics: Sendable {
  private let taken = Atomic<Int>(0)
  private let republished = Atomic<Int>(0)
  private let deadLetters = Atomic<Int>(0)

  public init() {}

  func count(published: Int, dead: Int, records: Int) {
    taken.add(records, ordering: .relaxed)
    republished.add(published, ordering: .relaxed)
    deadLetters.add(dead, ordering: .relaxed)
  }

  public var records: Int { taken.load(ordering: .relaxed) }
  public var published: Int { republished.load(ordering: .relaxed) }
  public var dead: Int { deadLetters.load(ordering: .relaxed) }
}
