import Formats

/// Both teams' xGoals up to a shot, that one included, and the result that they make fair.
struct XGoalsTotals: Sendable {
  let home: String
  let away: String
  private var sums = (home: Sums(), away: Sums())
  private var fair = FairResult()

  struct Sums: Sendable {
    var all = ExactSum()
    var withoutPenalties = ExactSum()
    var shots = 0

    mutating func add(_ xGoals: Double, isPenalty: Bool) {
      all.add(xGoals)
      if !isPenalty { withoutPenalties.add(xGoals) }
      shots += 1
    }
  }

  init(home: String, away: String) {
    self.home = home
    self.away = away
  }

  mutating func add(team: String?, xGoals: Double, isPenalty: Bool) {
    if team == home { sums.home.add(xGoals, isPenalty: isPenalty) }
    if team == away { sums.away.add(xGoals, isPenalty: isPenalty) }
    if team == home || team == away { fair.add(xGoals: xGoals, isHome: team == home) }
  }

  /// - Parameter isFullTime: the match is over and this is its last shot: the totals are final.
  func write(into writer: inout JSONWriter, isFullTime: Bool) {
    writer.key("totals")
    writer.beginObject()
    write("home", home, sums.home, into: &writer)
    write("away", away, sums.away, into: &writer)
    writer.endObject()
    fair.write(into: &writer)
    if isFullTime { writer.field("full_time", true) }
  }

  private func write(_ side: StaticString, _ team: String, _ sums: Sums, into writer: inout JSONWriter) {
    writer.key(side)
    writer.beginObject()
    writer.field("team_id", team)
    writer.field("xgoals", sums.all.value)
    writer.field("xgoals_without_penalties", sums.withoutPenalties.value)
    writer.field("shots", sums.shots)
    writer.endObject()
  }
}
