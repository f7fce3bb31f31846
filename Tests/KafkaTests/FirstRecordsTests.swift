import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Kafka

@Suite struct FirstRecordsTests {
  private final class Wire: Sendable {
    /// A first record is on its way.
    let isBusy = Atomic<Bool>(false)
    let overtakes = Atomic<Int>(0)
    let settled = Atomic<Int>(0)
  }

  @Test func theFirstOfEachKeyTravelsAlone() async throws {
    let wire = Wire()
    try await onThread {
      let first = FirstRecords()
      let failures = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: 8) { thread in
        let key = Array("match-\(thread)".utf8)
        do throws(KafkaError) {
          try first.send("feed", nil, key.span.bytes) {
            if wire.isBusy.load(ordering: .acquiring) { wire.overtakes.add(1, ordering: .relaxed) }
            wire.isBusy.store(true, ordering: .releasing)
          } settle: {
            usleep(1000)
            wire.settled.add(1, ordering: .relaxed)
            wire.isBusy.store(false, ordering: .releasing)
          }
        } catch { failures.add(1, ordering: .relaxed) }
      }
      #expect(failures.load(ordering: .relaxed) == 0)
    }
    #expect(wire.settled.load(ordering: .relaxed) == 8)
    #expect(wire.overtakes.load(ordering: .relaxed) == 0)
  }

  @Test func aFirstRecordThatFailedIsStillToCome() throws {
    let first = FirstRecords()
    var settled = 0
    #expect(throws: KafkaError.self) {
      try first.send("feed", 3, nil) { () throws(KafkaError) in
        throw KafkaError(.timedOut, operation: "produce", message: "no")
      } settle: {
        settled += 1
      }
    }
    #expect(settled == 0)
    try first.send("feed", 3, nil, send: {}, settle: { settled += 1 })
    try first.send("feed", 3, nil, send: {}, settle: { settled += 1 })
    #expect(settled == 1)
  }
}
