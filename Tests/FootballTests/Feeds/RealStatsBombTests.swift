import Football
import Formats
import Testing

/// Shots, goals, penalties, own goals and cards of every World Cup match against the source file.
@Suite(.enabled(if: SharedData.isThere, SharedData.hint))
struct RealStatsBombTests {
  @Test func everyWorldCupMatchEqualsItsFile() throws {
    let source = try FeedSource.open(path: SharedData.matches("statsbomb_wc2018"))
    #expect(source.format == .statsbomb)
    #expect(source.matches.count == 56)
    let parser = JSONParser(maxBytes: 64 << 20)
    for match in source.matches {
      let expected = try Expected(path: match.files[0], parser)
      var found = Expected()
      var homeGoals = 0
      var awayGoals = 0
      var home = ""
      var last: MatchMoment?
      try match.read { record in
        switch record {
        case .match(let moment):
          last = moment.moment
          if let announcement = moment.announcement {
            home = announcement.home.id
            #expect(announcement.season == "statsbomb-43-3")
            #expect(announcement.players.filter(\.isStarter).count == 22)
            #expect(announcement.players.filter { $0.isStarter && $0.isGoalkeeper }.count == 2)
          }
        case .event(let event):
          found.take(event)
          if event.detail.shot?.isGoal == true, event.period < 5 {
            if event.teamID == home { homeGoals += 1 } else { awayGoals += 1 }
          }
          if event.type == .ownGoal { if event.teamID == home { awayGoals += 1 } else { homeGoals += 1 } }
        default: break
        }
      }
      #expect(found == expected, "\(match.matchID ?? "")")
      #expect(last == .closed)
      let score = try Self.score(of: match.matchID ?? "", parser)
      #expect([homeGoals, awayGoals] == score, "\(match.title ?? "")")
    }
  }

  @Test func shotsAreTakenTowardsTheGoalAttacked() throws {
    for event in try SharedData.records("statsbomb_wc2018", match: "8658").events where event.type == .shot {
      let place = try #require(event.location).turned(for: try #require(event.direction))
      #expect(place.x > 10)
      let keeper = event.detail.shot?.freezeFrame?.first { $0.isGoalkeeper && !$0.isTeammate }
      if let keeper { #expect(keeper.location.turned(for: try #require(event.direction)).x > 25) }
    }
  }

  @Test func aMatchWithoutAListIsDatedByTheDefault() throws {
    let records = try SharedData.records("statsbomb_360")
    let announcement = try #require(records.announcement)
    #expect(announcement.kickOff.description == "2000-01-01T00:00:00.000Z")
    #expect(announcement.home.name == "Turkey")
    #expect(announcement.away.name == "Italy")
    #expect(records.events.filter { $0.type == .shot }.allSatisfy { $0.detail.shot?.freezeFrame != nil })
  }

  private static func score(of match: String, _ parser: JSONParser) throws -> [Int] {
    let path = SharedData.matches("statsbomb_wc2018/matches.json")
    let root = try parser.parse(try ByteSource(path: path).readAll(maxBytes: 64 << 20))
    for node in root.elements where "statsbomb-\(node["match_id"]?.int64 ?? 0)" == match {
      return [Int(try node.requireInt64("home_score")), Int(try node.requireInt64("away_score"))]
    }
    return []
  }

  /// What is counted on both sides.
  struct Expected: Equatable {
    var shots = 0
    var goals = 0
    var penalties = 0
    var ownGoals = 0
    var passes = 0
    var cards = 0
    var substitutions = 0
    var xGoals = 0.0

    init() {}

    init(path: String, _ parser: JSONParser) throws {
      let root = try parser.parse(try ByteSource(path: path).readAll(maxBytes: 64 << 20))
      for node in root.elements {
        switch node["type"]?["name"]?.string {
        case "Shot":
          shots += 1
          if node["shot"]?["outcome"]?["name"]?.string == "Goal" { goals += 1 }
          if node["shot"]?["type"]?["name"]?.string == "Penalty" { penalties += 1 }
          xGoals += node["shot"]?["statsbomb_xg"]?.double ?? 0
        case "Pass": passes += 1
        case "Own Goal Against": ownGoals += 1
        case "Substitution": substitutions += 1
        case "Bad Behaviour": if node["bad_behaviour"]?["card"] != nil { cards += 1 }
        case "Foul Committed": if node["foul_committed"]?["card"] != nil { cards += 1 }
        default: break
        }
      }
    }

    mutating func take(_ event: Event) {
      switch event.type {
      case .shot:
        shots += 1
        if event.detail.shot?.isGoal == true { goals += 1 }
        if event.detail.shot?.restart == .penalty { penalties += 1 }
        xGoals += event.detail.shot?.providerXGoals ?? 0
      case .pass: passes += 1
      case .ownGoal: ownGoals += 1
      case .substitution: substitutions += 1
      case .card: cards += 1
      default: break
      }
    }

    static func == (a: Self, b: Self) -> Bool {
      a.shots == b.shots && a.goals == b.goals && a.penalties == b.penalties && a.ownGoals == b.ownGoals
        && a.passes == b.passes && a.cards == b.cards && a.substitutions == b.substitutions
        && abs(a.xGoals - b.xGoals) < 1e-9
    }
  }
}
