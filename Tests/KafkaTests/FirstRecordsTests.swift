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

  @Test func firstRecordsToDifferentTopicsAreWaitedForTogether() throws {
    let first = FirstRecords()
    let key = Array("match".utf8)
    var steps: [String] = []
    try first.gather {
      for topic in ["shots", "passes"] {
        try first.send(
          topic, nil, key.span.bytes, send: { steps.append(topic) }, settle: { steps.append("-") })
      }
      // A second key may lead to the partition of the first.
      let other = Array("other".utf8)
      try first.send(
        "shots", nil, other.span.bytes, send: { steps.append("other") }, settle: { steps.append("-") })
    } settle: {
      steps.append("end")
    }
    #expect(steps == ["shots", "passes", "-", "other", "-"])
    try first.send(
      "shots", nil, key.span.bytes, send: { steps.append("again") }, settle: { steps.append("-") })
    #expect(steps.last == "again")
    try first.gather({}, settle: { steps.append("nothing to wait for") })
    #expect(steps.last == "again")
  }

  @Test func aGatheredRecordThatFailedIsStillToCome() throws {
    let first = FirstRecords()
    var settled = 0
    #expect(throws: KafkaError.self) {
      try first.gather {
        try first.send("feed", 3, nil, send: {}, settle: {})
      } settle: { () throws(KafkaError) in
        throw KafkaError(.timedOut, operation: "produce", message: "no")
      }
    }
    try first.send("feed", 3, nil, send: {}, settle: { settled += 1 })
    #expect(settled == 1)
  }
}
