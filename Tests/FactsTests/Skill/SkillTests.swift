import Formats
import Testing

@testable import Facts

@Suite struct SkillTests {
  private typealias Record = SkillRecord

  /// Two teams of twelve, 90 minutes each.
  private static func played(_ match: String = "m", day: Int = 0, revision: Int64 = 1) -> SkillRecord {
    let players = ["A", "B"].flatMap { team in (1...12).map { ("\(team)\($0)", 90.0) } }
    return Record.sheet(match, day: day, minutes: 95, players: players, revision: revision)
  }

  @Test func goalsPerNinetyAndEfficiency() throws {
    var run = SkillRun()
    try run.take(Self.played())
    try run.take(Record.shot("m", "1", "A9", 0.4, isGoal: true))
    try run.take(Record.shot("m", "2", "A9", 0.1, isGoal: true))
    try run.take(Record.shot("m", "3", "B9", 0.5, isGoal: true))
    try run.take(Record.shot("m", "4", "B8", 0.25))
    #expect(try run.number(.finisher, "A9", "goals") == 2)
    #expect(try run.number(.finisher, "A9", "goals_per90") == 2)
    #expect(try run.number(.finisher, "A9", "efficiency") == 1.5)
    #expect(try run.number(.finisher, "A9", "efficiency_percent") == 300)
    #expect(try run.number(.finisher, "A9", "score") == 1)
    #expect(try run.number(.finisher, "A9", "rank") == 1)
    // Half the goals, and 0.75 of 1.75 above the least efficiency.
    #expect(try run.number(.finisher, "B9", "score") == rounded9(0.25 + 0.05 + 0.4 * 0.75 / 1.75))
    #expect(try run.number(.finisher, "B8", "score") == 0)
    #expect(try run.row(.finisher, "B8")?["components"]?["efficiency_percent"]?.double == -100)
    #expect(try run.row(.finisher, "B1")?["components"]?["efficiency_percent"] == nil)
  }

  @Test func equalScoresShareARank() throws {
    var run = SkillRun()
    try run.take(Self.played())
    try run.take(Record.shot("m", "1", "A9", 0.4, isGoal: true))
    try run.take(Record.shot("m", "2", "B9", 0.4, isGoal: true))
    try run.take(Record.shot("m", "3", "B8", 0.4))
    #expect(try run.number(.finisher, "A9", "rank") == 1)
    #expect(try run.number(.finisher, "B9", "rank") == 1)
    #expect(try run.number(.finisher, "A1", "rank") == 3)
    #expect(try run.number(.finisher, "B8", "rank") == 24)
    #expect(run.machine.rows(.finisher).count == 24)
  }

  @Test func nobodyIsRankedBeforeNinetyMinutes() throws {
    var run = SkillRun()
    try run.take(Record.shot("m", "1", "A9", 0.4, isGoal: true))
    let early = try run.take(Record.sheet("m", minutes: 89, players: [("A9", 89), ("A8", 89)]))
    #expect(early.allSatisfy { $0.type != nil })
    #expect(run.tables["finisher"] == [])
    let records = try run.take(
      Record.sheet("m", minutes: 90, players: [("A9", 90), ("A8", 89)], revision: 2))
    #expect(run.tables["finisher"]?.count == 1)
    #expect(
      records.filter { $0.type == nil }.map(\.kind) == ["initiator", "finisher", "sprinter", "ballwinner"])
    // The appearances shrink: he leaves again, badge and all.
    let gone = try run.take(Record.sheet("m", minutes: 90, players: [("A8", 89)], revision: 3))
    let update = try #require(gone.first { $0.kind == "finisher" })
    #expect(String(decoding: update.json, as: UTF8.self).contains("{\"subject\":\"A9\",\"withdrawn\":true}"))
    #expect(gone.contains { $0.kind == "finisher-badge-A9" })
  }

  @Test func ratesOfFewMinutesSetNoBound() throws {
    var run = SkillRun()
    try run.take(Record.sheet("m", day: 0, minutes: 500, players: [("A9", 500), ("A8", 124), ("A7", 125)]))
    for (id, player) in ["A8", "A8", "A8", "A9"].enumerated() {
      try run.take(Record.shot("m", "\(id)", player, 0, isGoal: true))
    }
    // A8 has 2.18 a match, but too few minutes: A9's 0.18 is the greatest, and A8 is clipped.
    let points = try run.row(.finisher, "A9")?["components"]?["points"]?["goals_per90"]?.double
    #expect(points == 0.1)
    #expect(try run.row(.finisher, "A8")?["components"]?["points"]?["goals_per90"]?.double == 0.1)
    // A7 has just a quarter.
    try run.take(Record.shot("m", "9", "A7", 0, isGoal: true))
    #expect(
      try run.row(.finisher, "A9")?["components"]?["points"]?["goals_per90"]?.double == rounded9(0.1 * 0.25))
  }

  @Test func severalShotsAfterOnePassCountTogether() throws {
    var run = SkillRun()
    try run.take(Self.played())
    try run.take(Record.chain("m", "1", 0.5, pass: "p", by: "A6", isDifficult: true))
    try run.take(Record.chain("m", "2", 0.2, pass: "p", by: "A6", isDifficult: true))
    try run.take(Record.chain("m", "3", 0.3, pass: "q", by: "A6", counts: false))
    #expect(try run.number(.initiator, "A6", "xassist") == 0.6)
    #expect(try run.number(.initiator, "A6", "difficult_assists") == 1)
    try run.take(Record.chain("m", "2", 0.2, pass: "p", by: "A6", isDifficult: true).withdrawn())
    #expect(try run.number(.initiator, "A6", "xassist") == 0.5)
    #expect(try run.number(.initiator, "A6", "difficult_assists") == 1)
    try run.take(Record.chain("m", "1", 0.5, pass: "p", by: "A6", isDifficult: true).withdrawn())
    #expect(try run.number(.initiator, "A6", "xassist") == 0)
    #expect(try run.number(.initiator, "A6", "difficult_assists") == 0)
  }

  @Test func duelsOfWinnerAndLoser() throws {
    var run = SkillRun()
    try run.take(Self.played())
    for i in 0..<15 {
      try run.take(
        Record.duel(
          "m", "g\(i)", "ground", winner: "A4", loser: "B9", defensive: "winner", isLossCaused: true))
    }
    for i in 0..<5 {
      try run.take(Record.duel("m", "l\(i)", "ground", winner: "B9", loser: "A4", defensive: "loser"))
    }
    try run.take(Record.duel("m", "a", "aerial", winner: "B4", loser: "A4", defensive: "both"))
    try run.take(Record.duel("m", "i", "interception", winner: "A4", loser: nil))
    #expect(try run.number(.ballwinner, "A4", "ground_duels_won") == 15)
    #expect(try run.number(.ballwinner, "A4", "defensive_duels") == 21)
    #expect(try run.number(.ballwinner, "A4", "defensive_duel_share") == rounded9(15.0 / 21))
    #expect(try run.number(.ballwinner, "A4", "losses_caused") == 15)
    #expect(try run.number(.ballwinner, "A4", "interceptions") == 1)
    #expect(try run.number(.ballwinner, "B9", "ground_duels_won") == 5)
    #expect(try run.number(.ballwinner, "B9", "defensive_duels") == 0)
    #expect(try run.number(.ballwinner, "B4", "aerial_duels_won") == 1)
  }

  @Test func sprintsOfSeveralMatches() throws {
    var run = SkillRun()
    try run.take(Self.played("m"))
    try run.take(Self.played("n", day: 7))
    try run.take(Record.sprint("m", "1", "A7", top: 9, mean: 7, metres: 30))
    try run.take(Record.sprint("m", "2", "A7", top: 8, mean: 8, metres: 10))
    try run.take(Record.sprint("n", "1", "A7", top: 8.5, mean: 7.5, metres: 20))
    try run.take(Record.sprint("n", "2", "B7", top: 8))
    #expect(try run.number(.sprinter, "A7", "top_speed") == 9)
    #expect(try run.number(.sprinter, "A7", "mean_match_top_speed") == 8.75)
    #expect(try run.number(.sprinter, "A7", "sprints_per90") == 1.5)
    #expect(try run.number(.sprinter, "A7", "mean_sprint_speed") == 7.5)
    #expect(try run.number(.sprinter, "A7", "mean_sprint_distance") == 20)
    // Without a sprint all is 0, and sets no bound: B7's speeds are the least.
    #expect(try run.number(.sprinter, "A1", "score") == 0)
    #expect(try run.row(.sprinter, "B7")?["components"]?["points"]?["top_speed"]?.double == 0)
    try run.take(Record.sprint("m", "1", "A7", top: 9, mean: 7, metres: 30).withdrawn())
    #expect(try run.number(.sprinter, "A7", "top_speed") == 8.5)
    #expect(try run.number(.sprinter, "A7", "mean_match_top_speed") == 8.25)
  }

  @Test func onlyWhatWasTouchedIsPublished() throws {
    var run = SkillRun()
    try run.take(Self.played())
    #expect(
      try run.take(Record.shot("m", "1", "A9", 0.4)).filter { $0.type == nil }.map(\.kind) == ["finisher"])
    let duel = Record.duel("m", "d", "ground", winner: "A4", loser: "B9")
    #expect(try run.take(duel).filter { $0.type == nil }.map(\.kind) == ["ballwinner"])
    #expect(try run.take(duel).isEmpty)
    let same = Record.duel("m", "d", "ground", winner: "A4", loser: "B9", revision: 2)
    #expect(try run.take(same).isEmpty)
  }

  @Test func badgesAreGainedAndLostInTheSameUpdate() throws {
    var run = SkillRun()
    try run.take(Self.played())
    for place in 1...11 {
      for goal in 0..<(14 - place) {
        try run.take(Record.shot("m", "\(place)-\(goal)", "A\(place)", 0, isGoal: true))
      }
    }
    #expect(try run.number(.finisher, "A10", "rank") == 10)
    #expect(try run.row(.finisher, "A10")?["badge"]?.bool == true)
    #expect(try run.row(.finisher, "A11")?["badge"]?.bool == false)
    // A11 draws level: both hold it.
    let level = try run.take(Record.shot("m", "x", "A11", 0, isGoal: true))
    #expect(level.map(\.kind) == ["finisher", "finisher-badge-A11"])
    #expect(level[1].type == "skill-badge")
    #expect(level[1].revision == level[0].revision)
    let change = try run.take(Record.shot("m", "y", "A11", 0, isGoal: true))
    #expect(change.map(\.kind) == ["finisher", "finisher-badge-A10"])
    let badge = try JSONParser(maxBytes: 1 << 16).parse(change[1].json)
    #expect(badge["gained"]?.bool == false)
    #expect(badge["rank"]?.int64 == 11)
    #expect(badge["previous_rank"]?.int64 == 10)
    #expect(badge["name"]?.string == "Name A10")
  }

  @Test func cardsAndWholeTables() throws {
    var run = SkillRun()
    try run.take(Self.played("m"))
    try run.take(Record.shot("m", "1", "A9", 0.4, isGoal: true))
    let lineUp = try run.take(
      Record.sheet("n", day: 7, minutes: 0, players: [("A9", 0), ("A13", 0)], state: "announced"))
    let card = try #require(lineUp.first { $0.type == "skill-card" })
    let node = try JSONParser(maxBytes: 1 << 16).parse(card.json)
    #expect(node["cards"]?.elements.map { $0["subject"]?.string } == ["A9", "A13"])
    #expect(node["cards"]?[0]?["finisher"]?["rank"]?.int64 == 1)
    #expect(node["cards"]?[0]?["finisher"]?["badge"]?.bool == true)
    #expect(node["cards"]?[1]?["finisher"]?["rank"] == nil)
    #expect(lineUp.filter { $0.type == "skill-snapshot" }.count == 4)
    let change = try run.take(
      Record.sheet("n", day: 7, minutes: 60, players: [("A9", 60), ("A13", 30), ("A8", 1)], revision: 2))
    let substitute = try JSONParser(maxBytes: 1 << 16).parse(
      try #require(change.first { $0.type == "skill-card" }).json)
    #expect(substitute["cards"]?.elements.map { $0["subject"]?.string } == ["A8"])
    #expect(change.filter { $0.type == "skill-snapshot" }.isEmpty)
    let end = try run.take(
      Record.sheet(
        "n", day: 7, minutes: 95, players: [("A9", 95), ("A13", 30), ("A8", 36)], state: "finished",
        revision: 3))
    #expect(end.filter { $0.type == "skill-snapshot" }.count == 4)
    #expect(!end.contains { $0.type == "skill-card" })
  }

  @Test func nameAndTeamAreThoseOfTheLatestMatch() throws {
    var run = SkillRun()
    try run.take(Record.sheet("late", day: 9, minutes: 90, players: [("B9", 90)], teams: ["B", "C"]))
    try run.take(Record.sheet("early", day: 1, minutes: 90, players: [("B9", 90)], teams: ["A", "B"]))
    #expect(try run.row(.finisher, "B9")?["team"]?.string == "Club B")
    #expect(try run.number(.finisher, "B9", "minutes") == 180)
    #expect(try run.number(.finisher, "B9", "matches") == 2)
  }

  @Test func aStoredSeasonIsTakenAsPublished() throws {
    let records = [Self.played(), Record.shot("m", "1", "A9", 0.4, isGoal: true)]
    var run = try SkillRun(records)
    #expect(try run.take(records[1]).isEmpty)
    let update = try run.take(Record.shot("m", "2", "A8", 0.1))
    #expect(update.filter { $0.type == nil }.map(\.kind) == ["finisher"])
  }
}
