import Football
import Formats
import Kafka

/// A match made up for a benchmark: people on the pitch who never stand still, and a ball among them.
struct BenchMatch {
  let id: String
  let announcement: MatchAnnouncement
  private let start: Timestamp
  private var frame: Frame

  static let season = "DFL-COM-000001-2025"
  static let frameInterval = 0.04

  init(number: Int, start: Timestamp) {
    id = "DFL-MAT-B\(number)"
    self.start = start
    let home = Team(id: "DFL-CLU-H\(number)", name: "Heim \(number)")
    let away = Team(id: "DFL-CLU-A\(number)", name: "Gast \(number)")
    var players: [Player] = []
    for shirt in 1...22 {
      let team = shirt <= 11 ? home : away
      players.append(
        Player(
          id: "DFL-OBJ-\(number)-\(shirt)", teamID: team.id, name: "Spieler \(shirt)", isStarter: true,
          isGoalkeeper: shirt == 1 || shirt == 12, object: UInt32(shirt)))
    }
    announcement = MatchAnnouncement(
      matchID: id, competition: "DFL-COM-000001", season: Self.season, kickOff: start, home: home, away: away,
      players: players, provider: "bench")
    frame = Frame(
      matchID: id, period: 1, number: 0, time: start, clock: 0, isBallInPlay: true, ballHeight: 0.2,
      objects: (0...22).map { TrackedObject(object: $0, x: 0, y: 0, speed: 3) })
  }

  /// What opens the log.
  var opening: [FeedRecord] {
    [
      .match(MatchRecord(matchID: id, moment: .announced, time: start, announcement: announcement)),
      .match(MatchRecord(matchID: id, moment: .periodStarted, time: start, period: 1, clock: 0)),
    ]
  }

  func time(_ clock: Double) -> Timestamp { start + clock }

  /// The frame of that number: everybody on a path of his own.
  mutating func frame(_ number: Int) -> Frame {
    frame.number = UInt32(number)
    frame.clock = Double(number) * Self.frameInterval
    frame.time = time(frame.clock)
    for place in frame.objects.indices {
      // Triangle waves of different lengths: cheap, and never faster than a sprint.
      let phase = Double(number) * (0.1 + 0.005 * Double(place)) + 17 * Double(place)
      frame.objects[place].x = Float(Self.triangle(phase, 52))
      frame.objects[place].y = Float(Self.triangle(phase * 0.7 + 9, 33))
      frame.objects[place].speed = Float(2 + place % 5)
    }
    return frame
  }

  private static func triangle(_ phase: Double, _ reach: Double) -> Double {
    let turn = (phase / (4 * reach)).truncatingRemainder(dividingBy: 1) * 4 * reach
    return turn < 2 * reach ? turn - reach : 3 * reach - turn
  }

  func corner(_ number: Int, clock: Double) -> Event {
    Event(
      matchID: id, id: "corner-\(number)", type: .pass, period: 1, clock: clock, time: time(clock),
      teamID: team(number), playerID: player(number), location: Point(52, 33),
      end: Point(44, 2), direction: .right,
      detail: .pass(Pass(outcome: .complete, restart: .corner, isCross: true)))
  }

  func shot(_ number: Int, clock: Double, _ random: inout Sequence) -> Event {
    let outcomes: [ShotOutcome] = [.goal, .saved, .wide, .blocked, .saved, .wide, .woodwork, .blocked]
    return Event(
      matchID: id, id: "shot-\(number)", type: .shot, period: 1, clock: clock, time: time(clock),
      teamID: team(number), playerID: player(number),
      location: Point(random.double(34...49), random.double(-12...12)), direction: .right,
      detail: .shot(
        Shot(outcome: outcomes[Int(random.next() % 8)], bodyPart: number % 3 == 0 ? .head : .rightFoot)))
  }

  func pass(_ number: Int, clock: Double, _ random: inout Sequence) -> Event {
    Event(
      matchID: id, id: "pass-\(number)", type: .pass, period: 1, clock: clock, time: time(clock),
      teamID: team(number / 4), playerID: player(number / 4),
      location: Point(random.double(-40...40), random.double(-30...30)),
      end: Point(random.double(-40...40), random.double(-30...30)), direction: .right,
      detail: .pass(Pass(outcome: number % 5 == 0 ? .incomplete : .complete)))
  }

  private func player(_ number: Int) -> String { announcement.players[number % 2 * 11 + number % 11].id }

  private func team(_ number: Int) -> String {
    number % 2 == 0 ? announcement.home.id : announcement.away.id
  }
}
