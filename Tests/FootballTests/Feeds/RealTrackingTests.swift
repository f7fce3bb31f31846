import Football
import Testing

@Suite(.enabled(if: SharedData.isThere, SharedData.hint))
struct RealTrackingTests {
  @Test func skillCornerStreamsAWholeMatch() throws {
    var frames = 0
    var clocks: [Int: Double] = [:]
    let source = try FeedSource.open(path: SharedData.matches("skillcorner_2417"))
    var last: FeedRecord?
    try source.matches[0].read { record in
      if case .frame(let frame) = record {
        frames += 1
        clocks[frame.period] = frame.clock
      }
      last = record
    }
    // Of 34,783 frames with data, a few hold nobody who was identified.
    #expect((34_000...34_783).contains(frames))
    #expect(clocks[1] ?? 0 > 2700 && clocks[2] ?? 0 > 2700)
    if case .match(let moment) = last { #expect(moment.moment == .closed) } else { Issue.record("no end") }
  }

  @Test func hawkEyeGivesFiftyFramesASecond() throws {
    let records = try SharedData.records("hawkeye_50hz")
    // Both ends of the minute are in the file.
    #expect(records.frames.count == 3001)
    #expect(records.announcement?.players.count == 22)
    #expect(records.frames.allSatisfy { $0.objects.count <= 23 })
  }

  @Test func dflExcerptWithRefereesReadsAsWell() throws {
    let records = try SharedData.records("dfl_003BN1_excerpt")
    #expect(records.announcement?.matchID == "DFL-MAT-003BN1")
    #expect(records.events.filter { $0.type == .shot }.count > 0)
    #expect(records.frames.count > 0)
  }

  @Test func wyscoutSeasonHasItsMatches() throws {
    let path = "\(SharedData.folder ?? "")/football/season_wyscout_bundesliga_2017_18"
    let source = try FeedSource.open(path: path)
    #expect(source.matches.count == 254)
    var goals = 0
    try source.matches[0].read { record in
      if case .event(let event) = record, event.detail.shot?.isGoal == true { goals += 1 }
    }
    // Bayern München – Bayer Leverkusen 3:1.
    #expect(source.matches[0].title == "Bayern München – Bayer Leverkusen")
    #expect(goals == 4)
  }
}
