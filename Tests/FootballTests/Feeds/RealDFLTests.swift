import Football
import Glibc
import Testing

@Suite(.enabled(if: SharedData.isThere, SharedData.hint))
struct RealDFLTests {
  static let events: [FeedRecord] = (try? SharedData.records("dfl_J03WPY")) ?? []

  @Test func everyEventIsThere() throws {
    let counts = Self.events.counts
    #expect(counts["pass"] == 891)
    #expect(counts["shot"] == 26)
    #expect(counts["withdrawn"] == 60)
    #expect(counts["duel"] == 208)
    #expect(counts["card"] == 9)
    #expect(counts["substitution"] == 9)
    #expect(counts["foul"] == 18)
    // 1,504 messages without the two final whistles.
    #expect(Self.events.events.count == 1502)
    #expect(Self.events.frames.count == 21)
    let corners = Self.events.events.filter { $0.detail.pass?.restart == .corner && !$0.isWithdrawn }
    #expect(corners.count == 11)
    let throwIns = Self.events.events.filter { $0.detail.pass?.restart == .throwIn && !$0.isWithdrawn }
    #expect(throwIns.count == 41)
  }

  @Test func shotsLieWhereTheDFLMeasuresThem() throws {
    var distance = 0.0
    var angle = 0.0
    var untracked = 0.0
    for event in Self.events.events {
      guard let shot = event.detail.shot, let provided = shot.provided else { continue }
      let place = try #require(event.location).turned(for: try #require(event.direction))
      #expect(place.x > 10, "shot \(event.id) is not in the half that its team attacks")
      let dx = 52.5 - place.x
      let own = (dx * dx + place.y * place.y).squareRoot()
      let ownAngle = (atan2(place.y + 3.66, dx) - atan2(place.y - 3.66, dx)) * 180 / .pi
      let off = abs(own - (try #require(provided.distanceToGoal)))
      let offAngle = abs(ownAngle - (try #require(provided.angleToGoal)))
      if shot.kickClock == nil {
        untracked = max(untracked, off)
      } else {
        distance = max(distance, off)
        angle = max(angle, offAngle)
      }
    }
    #expect(distance < 0.006)
    #expect(angle < 0.006)
    #expect(untracked < 0.1)
  }
}
