import Football
import Formats

@testable import Facts

/// A made-up match and what its log needs: home plays towards +x in the first half.
enum XGoalsMatch {
  static let id = "test-1"

  /// Home: h1 (goalkeeper, object 1) … h11; away: a1 (goalkeeper, object 12) … a11 (object 22).
  static let announcement: MatchAnnouncement = {
    var players: [Player] = []
    for (team, first) in [("h", 1), ("a", 12)] {
      for number in 0..<11 {
        players.append(
          Player(
            id: "\(team)\(number + 1)", teamID: team == "h" ? "home" : "away", name: "\(team) \(number + 1)",
            isStarter: true, isGoalkeeper: number == 0, object: UInt32(first + number)))
      }
    }
    return MatchAnnouncement(
      matchID: id, competition: "test", season: "test-2026",
      kickOff: Timestamp(milliseconds: 1_790_000_000_000),
      home: Team(id: "home", name: "Home"), away: Team(id: "away", name: "Away"), players: players,
      provider: "test")
  }()

  static var announced: FeedRecord {
    .match(MatchRecord(matchID: id, moment: .announced, announcement: announcement))
  }

  static func moment(_ moment: MatchMoment, period: Int? = nil) -> FeedRecord {
    .match(MatchRecord(matchID: id, moment: moment, period: period))
  }

  static func shot(
    _ id: String, revision: Int64 = 0, period: Int = 1, clock: Double = 600, team: String = "home",
    player: String? = nil, at place: Point = Point(40, 3),
    _ shot: Shot = Shot(outcome: .wide, bodyPart: .foot)
  ) -> Event {
    let isRight = (team == "home") == (period % 2 == 1)
    return Event(
      matchID: Self.id, id: id, revision: revision, type: .shot, period: period, clock: clock, teamID: team,
      playerID: player ?? (team == "home" ? "h9" : "a9"),
      location: isRight ? place : Point(-place.x, -place.y),
      direction: isRight ? .right : .left, detail: .shot(shot))
  }

  static func withdrawal(_ id: String, revision: Int64) -> Event {
    Event(matchID: Self.id, id: id, revision: revision, isWithdrawn: true, type: .other)
  }
}

/// The fact's records as somebody sees them who keeps the newest of each id.
struct XGoalsReader {
  private var machine: MatchMachine<XGoalsFact>
  private(set) var published: [FactRecord] = []
  private(set) var newest: [String: FactRecord] = [:]
  private var offset: Int64 = 0

  init(_ records: [FeedRecord] = [XGoalsMatch.announced]) {
    machine = MatchMachine<XGoalsFact>(settings: FactSettings())
    for record in records { take(record) }
  }

  @discardableResult
  mutating func take(_ record: FeedRecord) -> [FactRecord] {
    let records = machine.take(record, revision: offset)
    offset += 1
    for record in records {
      published.append(record)
      newest[record.id] = record.isWithdrawn ? nil : record
    }
    return records
  }

  /// The text of every record in force, by id, without its revision.
  var contents: [String] {
    newest.keys.sorted().map { id in
      let text = String(decoding: newest[id]!.json, as: UTF8.self)
      return text.replacing(/"revision":\d+,/, with: "")
    }
  }

  func number(_ id: String, _ path: String...) -> Double? { field(id, path)?.double }
  func text(_ id: String, _ path: String...) -> String? { field(id, path)?.string }
  func flag(_ id: String, _ path: String...) -> Bool? { field(id, path)?.bool }

  /// A field of every object in a list.
  func numbers(_ id: String, _ path: String..., field name: String) -> [Double] {
    var found: [Double] = []
    field(id, path)?.forEach({ if let number = $0[name]?.double { found.append(number) } })
    return found
  }

  private func field(_ id: String, _ path: [String]) -> JSONNode? {
    guard let record = newest[id], let root = try? JSONParser(maxBytes: 1 << 20).parse(record.json) else {
      return nil
    }
    return path.reduce(root) { $0?[$1] }
  }
}
