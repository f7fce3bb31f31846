import Football
import Formats
import Testing

/// Positions come person by person and leave instant by instant.
@Suite struct DFLPositionTests {
  static func track(_ section: String, team: String, person: String, _ frames: [String]) -> String {
    "<FrameSet GameSection=\"\(section)\" MatchId=\"T-MAT-1\" TeamId=\"\(team)\" PersonId=\"\(person)\">\n"
      + frames.joined(separator: "\n") + "\n</FrameSet>\n"
  }

  /// Frame `number` at 15:31:00 + (number − 100) · 40 ms.
  static func frame(_ number: Int, x: Double, extra: String = "") -> String {
    let time = Timestamp(milliseconds: 1_772_375_460_000 + Int64(number - 100) * 40)
    return "<Frame N=\"\(number)\" T=\"\(time)\" X=\"\(x)\" Y=\"-3.5\" S=\"18.0\" M=\"1\"\(extra)/>"
  }

  static func positions(_ tracks: [String]) -> String {
    "<PutDataRequest><Positions>\n<MetaData MatchId=\"T-MAT-1\"/>\n\(tracks.joined())</Positions></PutDataRequest>"
  }

  @Test func personsAreJoinedByInstant() throws {
    let ball = (98...104).map { Self.frame($0, x: Double($0), extra: " Z=\"0.5\" BallStatus=\"\($0 % 2)\"") }
    let records = try DFLFeedTests.records(
      events: [DFLFeedTests.kickOff],
      positions: Self.positions([
        Self.track("firstHalf", team: "T-H", person: "H-9", [100, 101, 103].map { Self.frame($0, x: 1) }),
        Self.track("firstHalf", team: "referee", person: "R-1", [100, 101].map { Self.frame($0, x: 2) }),
        Self.track("firstHalf", team: "T-G", person: "G-2", (102...103).map { Self.frame($0, x: 3) }),
        Self.track("firstHalf", team: "BALL", person: "B-1", ball),
      ]))
    let frames = records.frames
    // 98 and 99 are before the kick-off.
    #expect(frames.map(\.number) == [100, 101, 102, 103, 104])
    #expect(frames.map { $0.objects.map(\.object) } == [[0, 1], [0, 1], [0, 4], [0, 1, 4], [0]])
    #expect(frames.map(\.isBallInPlay) == [false, true, false, true, false])
    #expect(frames[0].ballHeight == 0.5)
    #expect(frames[1].objects[1] == TrackedObject(object: 1, x: 1, y: -3.5, speed: 5))
    #expect(frames[4].clock == 0.16)
    // The kick-off itself is told before the frame of the same instant.
    #expect(records.firstIndex { if case .event = $0 { true } else { false } } == 2)
  }

  @Test func periodsWithoutAKickOffBeginWithTheirFirstFrame() throws {
    let folder = TemporaryFolder()
    folder.write("matchinformation.xml", DFLFeedTests.information)
    folder.write(
      "positions.xml",
      Self.positions([
        Self.track("secondHalf", team: "T-H", person: "H-9", [Self.frame(100_000, x: 1)]),
        Self.track("firstHalf", team: "T-H", person: "H-9", [Self.frame(100, x: 1), Self.frame(101, x: 1)]),
      ]))
    var records: [FeedRecord] = []
    try FeedSource.open(path: folder.path).matches[0].read { records.append($0) }
    #expect(records.frames.map(\.clock) == [0, 0.04, 0])
    #expect(records.frames.map(\.period) == [1, 1, 2])
    #expect(records.moments.map(\.id).suffix(3) == ["period_ended-2", "finished", "closed"])
  }

  @Test(arguments: [
    ("<Frame N=\"99\" T=\"2026-03-01T14:31:01Z\" X=\"1\" Y=\"1\"/>", "N"),
    ("<Frame N=\"200\" T=\"2026-03-01T14:31:01\" X=\"1\" Y=\"1\"/>", "T"),
    ("<Frame N=\"200\" T=\"2026-03-01T14:31:01Z\" X=\"one\" Y=\"1\"/>", "X"),
    ("<Frame N=\"200\" T=\"2026-03-01T14:31:01Z\" X=\"1\"/>", "Y"),
  ]) func badFramesNameTheirLine(frame: String, attribute: String) throws {
    let error = #expect(throws: FeedError.self) {
      try DFLFeedTests.records(
        events: [DFLFeedTests.kickOff],
        positions: Self.positions([
          Self.track("firstHalf", team: "T-H", person: "H-9", [Self.frame(100, x: 1), frame])
        ]))
    }
    #expect(error?.line == 5)
    #expect(error?.reason.contains(attribute) == true)
  }

  @Test func manyFramesPassThroughTheSpill() throws {
    // More than one buffer of the spill and of its cursors.
    let count = 3000
    let people = [("T-H", "H-9"), ("T-H", "H-14"), ("T-G", "G-1"), ("T-G", "G-2"), ("BALL", "B")]
    let tracks = people.enumerated().map { place, person in
      Self.track(
        "firstHalf", team: person.0, person: person.1,
        (100..<100 + count).map { Self.frame($0, x: Double(place) + Double($0) / 1000) })
    }
    let frames = try DFLFeedTests.records(events: [DFLFeedTests.kickOff], positions: Self.positions(tracks))
      .frames
    #expect(frames.count == count)
    for (place, frame) in frames.enumerated() {
      #expect(frame.number == UInt32(100 + place))
      #expect(frame.objects.map(\.object) == [0, 1, 2, 3, 4])
      #expect(frame.objects[1].x == Float(Double(100 + place) / 1000))
    }
  }
}
