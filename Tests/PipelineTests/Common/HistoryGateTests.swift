import Testing

@testable import Pipeline

@Suite struct HistoryGateTests {
  private let start = ContinuousClock.now

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

  @Test func aloneHistoryIsReadAtFullSpeed() {
    var gate = HistoryGate()
    for moment in stride(from: 0, to: 5000, by: 10) {
      gate.saw(live: 0, history: 2000, at: at(moment))
      #expect(gate.state == .open)
      #expect(gate.limit == nil)
    }
  }

  @Test func liveAloneNeverCloses() {
    var gate = HistoryGate()
    for moment in stride(from: 0, to: 5000, by: 10) {
      gate.saw(live: 5, history: 0, at: at(moment))
      #expect(gate.state == .open)
    }
  }

  @Test func besideLiveItGetsSlices() {
    var gate = HistoryGate()
    gate.saw(live: 5, history: 500, at: at(0))
    #expect(gate.state == .closed)
    gate.saw(live: 5, history: 0, at: at(499))
    #expect(gate.state == .closed)
    gate.saw(live: 5, history: 0, at: at(500))
    #expect(gate.state == .slice)
    #expect(gate.limit == HistoryGate.sliceLimit)
    gate.saw(live: 1, history: 99, at: at(505))
    #expect(gate.state == .closed)
    // Not while live records pile up.
    gate.saw(live: 65, history: 0, at: at(1100))
    #expect(gate.state == .closed)
    gate.saw(live: 64, history: 0, at: at(1110))
    #expect(gate.state == .slice)
  }

  @Test func whereLiveRecordsComeLateItGetsHardlyAny() {
    var gate = HistoryGate()
    gate.saw(live: 5, history: 500, at: at(0))
    for moment in stride(from: 100, to: 5000, by: 100) {
      gate.saw(live: 5, history: 0, age: .milliseconds(251), at: at(moment))
      #expect(gate.state == .closed)
    }
    // A clock that is wrong must not hold history back for good.
    gate.saw(live: 5, history: 0, age: .seconds(3600), at: at(5000))
    #expect(gate.state == .slice)
  }

  @Test func anEmptySliceIsFollowedByOneOfTheNextPartition() {
    var gate = HistoryGate()
    gate.saw(live: 5, history: 500, at: at(0))
    gate.saw(live: 5, history: 0, at: at(500))
    #expect(gate.slices == 1)
    gate.saw(live: 5, history: 0, at: at(1499))
    #expect(gate.slices == 1)
    gate.saw(live: 5, history: 0, at: at(1500))
    #expect(gate.state == .slice)
    #expect(gate.slices == 2)
    gate.saw(live: 5, history: 45, at: at(1600))
    #expect(gate.state == .closed)
  }

  @Test func historyThatHasEndedOpens() {
    var gate = HistoryGate()
    gate.saw(live: 5, history: 500, at: at(0))
    for moment in stride(from: 100, to: 30_000, by: 100) {
      gate.saw(live: 5, history: 0, at: at(moment))
      #expect(gate.state != .open)
    }
    gate.saw(live: 5, history: 0, at: at(30_000))
    #expect(gate.state == .open)
    #expect(gate.limit == nil)
    gate.saw(live: 5, history: 9, at: at(30_050))
    #expect(gate.state == .closed)
  }

  @Test func quietOpens() {
    var gate = HistoryGate()
    gate.saw(live: 5, history: 500, at: at(0))
    gate.saw(live: 0, history: 0, at: at(999))
    #expect(gate.state == .slice)
    gate.saw(live: 0, history: 0, at: at(1000))
    #expect(gate.state == .open)
    #expect(gate.limit == nil)
  }
}
