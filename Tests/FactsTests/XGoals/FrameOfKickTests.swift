import Boosting
import Football
import Formats
import Testing

@testable import Facts

@Suite struct FrameOfKickTests {
  private let model = XGoalsCatalogue.bundled(.statsbomb).newest

  /// The value of a shot stamped `offset` after its true kick.
  private func value(
    _ tracked: TrackedShot, offset: Double, player: String? = nil, from: Double = -12, to: Double = 12
  ) throws -> XGoalsValue {
    var valuer = ShotValuer(settings: FactSettings())
    _ = valuer.take(XGoalsMatch.announced)
    for frame in tracked.frames(from: tracked.kick + from, to: tracked.kick + to) {
      _ = valuer.take(.frame(frame))
    }
    let event = XGoalsMatch.shot("s", clock: tracked.kick + offset, player: player, at: Point(38, 5))
    #expect(valuer.take(.event(event)) == ["s"])
    return try #require(valuer.value(of: "s"))
  }

  @Test(
    "the frame is found with the stamp up to 3 s off, and the places are those of the kick",
    arguments: [
      -3, -2.04, -1, -0.2, 0, 0.4, 1.32, 2, 3,
    ])
  func found(offset: Double) throws {
    let tracked = TrackedShot.usual(kick: 620)
    let value = try value(tracked, offset: offset)
    #expect(value.source == .tracking)
    #expect(try abs(#require(value.kickOffset) + offset) < 1e-9)
    let expected = model.predict(tracked.situation, isTracked: true)
    #expect(value.xGoals == expected.probability)
    #expect(value.ball == tracked.ball)
    for feature in ShotFeature.allCases where feature != .shooterSpeed {
      #expect(
        value.features[feature] == expected.features[feature] || expected.features[feature].isNaN,
        "\(feature)")
    }
    #expect(abs(value.features[.shooterSpeed] - 1.5 * 3.6) < 0.01)
  }

  @Test("frames at 10 and 50 a second do as well", arguments: [10.0, 50])
  func rates(rate: Double) throws {
    let value = try value(TrackedShot.usual(kick: 620, rate: rate), offset: 1.5)
    #expect(value.source == .tracking)
    #expect(try abs(#require(value.kickOffset) + 1.5) < 1e-9)
  }

  @Test("a team that plays to the left is looked for at its own goal")
  func left() throws {
    var tracked = TrackedShot.usual(kick: 620)
    tracked.direction = .left
    tracked.period = 2
    var valuer = ShotValuer(settings: FactSettings())
    _ = valuer.take(XGoalsMatch.announced)
    for frame in tracked.frames(from: 610, to: 630) { _ = valuer.take(.frame(frame)) }
    _ = valuer.take(.event(XGoalsMatch.shot("s", period: 2, clock: 621)))
    let value = try #require(valuer.value(of: "s"))
    #expect(value.xGoals == model.predict(tracked.situation, isTracked: true).probability)
    #expect(value.ball == Point(-tracked.ball.x, -tracked.ball.y))
  }

  @Test("the pass before is not taken for the shot, and without a shooter the nearest of his team is")
  func passer() throws {
    let tracked = TrackedShot.usual(kick: 620)
    #expect(try abs(#require(value(tracked, offset: -1.2).kickOffset) - 1.2) < 1e-9)
    #expect(try value(tracked, offset: 0, player: "stranger").kickOffset == 0)
  }

  @Test("no kick in the window: the event-only model answers and says so")
  func none() throws {
    let tracked = TrackedShot.usual(kick: 620)
    let value = try value(tracked, offset: 8)
    #expect(value.source == .none)
    #expect(value.kickOffset == nil)
    let event = XGoalsMatch.shot("s", at: Point(38, 5))
    var situation = try #require(ShotSituation(event: event, pitchLength: 105))
    situation.rebound = Rebound.none
    let expected = model.predict(situation)
    #expect(value.xGoals == expected.probability)
  }

  @Test("a shot by somebody far from the ball is not found")
  func faraway() throws { #expect(try value(.usual(kick: 620), offset: 0, player: "h11").source == .none) }

  @Test("frames without the ball are of no use")
  func noBall() throws {
    var valuer = ShotValuer(settings: FactSettings())
    _ = valuer.take(XGoalsMatch.announced)
    for var frame in TrackedShot.usual(kick: 620).frames(from: 610, to: 630) {
      frame.objects.removeAll { $0.object == TrackedObject.ball }
      _ = valuer.take(.frame(frame))
    }
    _ = valuer.take(.event(XGoalsMatch.shot("s", clock: 620)))
    #expect(valuer.value(of: "s")?.source == PositionSource.none)
  }

  @Test("published at once from the frames at hand, revised by the frame that closes the window")
  func revised() throws {
    let tracked = TrackedShot.usual(kick: 620)
    let frames = tracked.frames(from: 600, to: 640)
    var reader = XGoalsReader()
    for frame in frames where frame.clock <= 618 { reader.take(.frame(frame)) }
    #expect(reader.take(.event(XGoalsMatch.shot("s", clock: 618, at: Point(38, 5)))).count == 1)
    #expect(reader.text("s", "position_source") == "none")
    var changes: [Double] = []
    for frame in frames where frame.clock > 618 {
      if !reader.take(.frame(frame)).isEmpty { changes.append(frame.clock) }
    }
    #expect(changes.count == 1)
    #expect(try abs(#require(changes.first) - (618 + 5.13)) < 0.05)
    #expect(reader.text("s", "position_source") == "tracking")
    #expect(reader.number("s", "kick_offset_s") == 2)
  }

  @Test("the end of the period closes a window that no frame closes")
  func endOfPeriod() {
    let tracked = TrackedShot.usual(kick: 620)
    var reader = XGoalsReader()
    reader.take(.event(XGoalsMatch.shot("s", clock: 620)))
    for frame in tracked.frames(from: 605, to: 622) { #expect(reader.take(.frame(frame)).isEmpty) }
    #expect(reader.take(XGoalsMatch.moment(.periodEnded, period: 1)).count == 1)
    #expect(reader.text("s", "position_source") == "tracking")
  }

  @Test("a correction after the frames are gone keeps the kick found, unless its stamp no longer fits")
  func late() throws {
    let tracked = TrackedShot.usual(kick: 620, rate: 10)
    var reader = XGoalsReader()
    for frame in tracked.frames(from: 605, to: 630) { reader.take(.frame(frame)) }
    reader.take(.event(XGoalsMatch.shot("s", clock: 619)))
    let first = reader.number("s", "xgoals")
    for frame in tracked.frames(from: 631, to: 1000) { reader.take(.frame(frame)) }
    reader.take(.event(XGoalsMatch.shot("s", revision: 1, clock: 621, Shot(outcome: .goal, bodyPart: .foot))))
    #expect(reader.text("s", "position_source") == "tracking")
    #expect(reader.number("s", "kick_offset_s") == -1)
    #expect(reader.number("s", "xgoals") == first)
    reader.take(.event(XGoalsMatch.shot("s", revision: 2, clock: 640)))
    #expect(reader.text("s", "position_source") == "none")
    // One that comes first after its frames are gone never had any.
    reader.take(.event(XGoalsMatch.shot("late", clock: 620)))
    #expect(reader.text("late", "position_source") == "none")
  }
}
