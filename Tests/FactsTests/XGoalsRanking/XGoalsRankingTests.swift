import Boosting
import Football
import Formats
import Testing

@testable import Facts

@Suite struct XGoalsRankingTests {
  private struct Shot {
    var match = "m1"
    var id: String
    var revision: Int64 = 1
    var xGoals = 0.1
    var isGoal = false
    var isPenalty = false
    var team = "A"
    var player: String? = "a9"
    var isWithdrawn = false

    func input() throws -> RankingInput {
      var writer = JSONWriter()
      writer.beginObject()
      writer.field("match_id", match)
      writer.field("id", id)
      writer.field("revision", revision)
      writer.field("withdrawn", isWithdrawn)
      if !isWithdrawn {
        let opponent = team == "A" ? "B" : "A"
        writer.field("team_id", team)
        writer.field("team", "Club \(team)")
        writer.field("opponent_id", opponent)
        writer.field("opponent", "Club \(opponent)")
        writer.field("player_id", player)
        writer.field("player", player.map { "Name \($0)" })
        writer.field("goalkeeper_id", "\(opponent)1")
        writer.field("xgoals", xGoals)
        writer.field("goal", isGoal)
        writer.field("penalty", isPenalty)
      }
      writer.endObject()
      return try RankingInput(fact: "xgoals", record: JSONParser(maxBytes: 1 << 16).parse(writer.bytes))
    }
  }

  private func component(_ entry: RankingEntry?, _ name: String) throws -> Double? {
    try entry.flatMap { try JSONParser(maxBytes: 1 << 16).parse($0.components)[name]?.double }
  }

  @Test("players and teams by goals less xGoals, goalkeepers by what they kept out, penalties apart")
  func scores() throws {
    var ranking = XGoalsRanking(season: "s", settings: FactSettings())
    #expect(
      try ranking.apply(Shot(id: "1", xGoals: 0.3, isGoal: true).input()) == [
        "players", "teams", "goalkeepers",
      ])
    _ = try ranking.apply(Shot(id: "2", xGoals: 0.77, isPenalty: true).input())
    _ = try ranking.apply(Shot(id: "3", xGoals: 0.05, team: "B", player: "b9").input())
    #expect(
      try ranking.apply(Shot(id: "4", xGoals: 0.05, team: "B", player: nil).input()) == [
        "teams", "goalkeepers",
      ])
    let players = ranking.entries(kind: "players")
    #expect(players.map(\.subject) == ["b9", "a9"] && players.map(\.rank) == [1, 2])
    #expect(players.map(\.score) == [-0.05, -0.07] && players[0].name == "Name b9")
    #expect(try component(players[1], "goals") == 1 && component(players[1], "xgoals") == 1.07)
    #expect(try component(players[1], "percent") == rounded9((1 / 1.07 - 1) * 100))
    #expect(try component(players[1], "xgoals_without_penalties") == 0.3)
    let teams = ranking.entries(kind: "teams")
    #expect(teams.map(\.subject) == ["A", "B"] && teams.map(\.score) == [-0.07, -0.1])
    #expect(try component(teams[0], "xgoals_against") == 0.1)
    let goalkeepers = ranking.entries(kind: "goalkeepers")
    #expect(goalkeepers.map(\.subject) == ["A1", "B1"] && goalkeepers.map(\.score) == [0.1, -0.7])
    #expect(try component(goalkeepers[1], "penalty_xgoals") == 0.77)
    #expect(try component(goalkeepers[1], "shots_faced") == 1)
  }

  @Test("equal scores share a rank; whoever has no shot left is gone; a broken record says what is wrong")
  func changes() throws {
    var ranking = XGoalsRanking(season: "s", settings: FactSettings())
    for (id, player) in [("1", "x"), ("2", "y"), ("3", "z")] {
      _ = try ranking.apply(Shot(id: id, xGoals: id == "3" ? 0.2 : 0.1, player: player).input())
    }
    #expect(ranking.entries(kind: "players").map(\.rank) == [1, 1, 3])
    #expect(try ranking.apply(Shot(id: "2", revision: 2, player: "y").input()).isEmpty)
    _ = try ranking.apply(Shot(id: "2", revision: 3, isWithdrawn: true).input())
    #expect(ranking.entries(kind: "players").map(\.subject) == ["x", "z"])
    // The same shot was another player's.
    _ = try ranking.apply(Shot(id: "1", revision: 4, player: "w").input())
    #expect(ranking.entries(kind: "players").map(\.subject) == ["w", "z"])
    #expect(throws: FieldError.self) { try ranking.apply(Shot(id: "9", xGoals: 1.5).input()) }
    for id in ["1", "3"] { _ = try ranking.apply(Shot(id: id, revision: 9, isWithdrawn: true).input()) }
    #expect(XGoalsRanking.kinds.allSatisfy { ranking.entries(kind: $0).isEmpty })
  }

  @Test("what remains equals a ranking of the facts in force, bit for bit, in any order", arguments: 1...5)
  func fold(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var ranking = XGoalsRanking(season: "s", settings: FactSettings())
    var newest: [String: Shot] = [:]
    for revision in 1...600 {
      let shot = Shot(
        match: "m\(random.next() % 5)", id: "\(random.next() % 60)", revision: Int64(revision),
        xGoals: rounded9(random.unit()), isGoal: random.unit() < 0.2, isPenalty: random.unit() < 0.1,
        team: random.unit() < 0.5 ? "A" : "B", player: "p\(random.next() % 9)",
        isWithdrawn: random.unit() < 0.2)
      newest["\(shot.match)/\(shot.id)"] = shot
      _ = try ranking.apply(shot.input())
      if revision % 50 == 0 { _ = ranking.entries(kind: "players") }
    }
    var fresh = XGoalsRanking(season: "s", settings: FactSettings())
    for key in newest.keys.sorted() {
      if let shot = newest[key], !shot.isWithdrawn { _ = try fresh.apply(shot.input()) }
    }
    for kind in XGoalsRanking.kinds {
      let rows = fresh.entries(kind: kind)
      #expect(!rows.isEmpty)
      #expect(ranking.entries(kind: kind) == rows)
    }
  }
}

@Suite struct GoalkeeperTests {
  private func shot(_ id: String, at clock: Double, _ team: String = "B") -> Event {
    Made.shot(id, team, at: clock)
  }

  private func change(_ id: String, at clock: Double, off: String, on: String) -> Event {
    Made.event(
      id, .substitution, "A", at: clock, player: off,
      .substitution(Substitution(playerOffID: off, playerOnID: on)))
  }

  @Test("a shot names who was in goal, whatever comes when")
  func goalkeepers() {
    var run = FactRun(XGoalsFact.self)
    run.take(Made.announced())
    run.take(shot("early", at: 100))
    run.take(shot("late", at: 2000))
    run.take(shot("other", at: 2000, "A"))
    #expect(run.field("late", "goalkeeper_id") == "\"A1\"" && run.field("other", "goalkeeper_id") == "\"B1\"")
    // Told late: the substitution of an outfield player, then of the goalkeeper.
    #expect(run.take(change("c1", at: 900, off: "A5", on: "A13")).isEmpty)
    #expect(run.take(change("c2", at: 1000, off: "A1", on: "A12")).map(\.id) == ["late"])
    #expect(
      run.field("late", "goalkeeper_id") == "\"A12\"" && run.field("early", "goalkeeper_id") == "\"A1\"")
    #expect(run.field("late", "goalkeeper") == "\"Name A12\"")
    run.take(Made.withdrawal(of: change("c2", at: 1000, off: "A1", on: "A12")))
    #expect(run.field("late", "goalkeeper_id") == "\"A1\"")
    // Sent off: nobody until the next goalkeeper comes on, here an announced one for an outfield player.
    run.take(Made.event("red", .card, "A", at: 1100, player: "A1", .card(Card(colour: .red))))
    #expect(run.field("late", "goalkeeper_id") == nil)
    run.take(change("c3", at: 1101, off: "A7", on: "A11"))
    #expect(run.field("late", "goalkeeper_id") == "\"A11\"")
  }
}
