import Telemetry
import Testing

@Suite struct LockedTests {
  @Test func noUpdateIsLost() async throws {
    let counter = Locked(0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await WorkThread.run {
            for _ in 0..<10_000 { counter.withLock { $0 += 1 } }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(counter.withLock { $0 } == 40_000)
  }
}
