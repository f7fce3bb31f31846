import Formats

/// Announcement, substitutions and periods of a Wyscout match.
struct WyscoutSetup {
  let announcement: MatchAnnouncement
  private let appearances: [WyscoutAppearance]

  init(_ match: WyscoutMatch, _ rows: [WyscoutRow], _ appearances: [WyscoutAppearance]) throws(FeedError) {
    self.appearances = appearances
    var teams: [Int] = []
    for team in appearances.map(\.team) + rows.map(\.team) where !teams.contains(team) { teams.append(team) }
    guard teams.count == 2 else {
      throw FeedError(file: match.events, "match \(match.number) has \(teams.count) teams, expected 2")
    }
    let home = match.listing?.home ?? Team(id: WyscoutID.id(teams[0]), name: WyscoutID.id(teams[0]))
    let away = match.listing?.away ?? Team(id: WyscoutID.id(teams[1]), name: WyscoutID.id(teams[1]))
    guard Set(teams.map(WyscoutID.id)) == [home.id, away.id] else {
      throw FeedError(
        file: match.events, "the teams of match \(match.number) are not those of the list of matches")
    }
    let names = try match.players.map { path throws(FeedError) in try Self.names(path: path) } ?? [:]
    let players = [home.id, away.id].flatMap { side in
      appearances.filter { WyscoutID.id($0.team) == side }.map { entry in
        Player(
          id: WyscoutID.id(entry.player), teamID: side,
          name: names[entry.player]?.name ?? WyscoutID.id(entry.player), position: names[entry.player]?.role,
          isStarter: entry.isStarter, isGoalkeeper: names[entry.player]?.role == "GKP")
      }
    }
    let competition = WyscoutID.id(ofCompetition: match.listing?.competition ?? "unknown")
    announcement = MatchAnnouncement(
      matchID: WyscoutID.id(match.number), competition: competition,
      competitionName: match.listing?.competition,
      season: Identifier.season(competition: competition, season: match.listing?.season ?? "unknown"),
      kickOff: match.listing?.kickOff ?? .unknownKickOff, home: home, away: away,
      players: players, provider: "wyscout")
  }

  func log(_ rows: [WyscoutRow]) -> LogOrder {
    var lengths: [Int: Double] = [:]
    for row in rows { lengths[row.period] = max(lengths[row.period] ?? 0, row.clock) }
    // Events have no wall clock: periods follow each other with 15 minutes at half-time, 5 elsewhere (*ours*).
    var start = announcement.kickOff
    var spans: [PeriodSpan] = []
    for period in lengths.keys.sorted() {
      if !spans.isEmpty { start = start + (period == 2 ? 900 : 300) }
      spans.append(PeriodSpan(number: period, start: start, length: lengths[period]))
      start = start + (lengths[period] ?? 0)
    }
    var log = LogOrder(announcement: announcement, periods: spans)
    let events = WyscoutEvents(announcement: announcement).events(rows)
    let sentOff = events.filter { $0.detail.card?.isSendingOff ?? false }.compactMap(\.playerID)
    log.events = events + substitutions(lengths, sentOff: Set(sentOff))
    for place in log.events.indices {
      let event = log.events[place]
      log.events[place].time = spans.first { $0.number == event.period }?.start.map { $0 + event.clock }
    }
    return log
  }

  /// `lineups.csv` gives minutes: who left in a minute is paired with who came on then, in order of the file. Minute 46
  /// is half-time. Who left alone was sent off (his card says so) or went injured, which is an event of its own.
  private func substitutions(_ lengths: [Int: Double], sentOff: Set<String>) -> [Event] {
    var events: [Event] = []
    func moment(_ minute: Int) -> (period: Int, clock: Double) {
      let period = minute <= 45 ? 1 : minute <= 90 || lengths[3] == nil ? 2 : minute <= 105 ? 3 : 4
      let begun = [1: 0, 2: 46, 3: 91, 4: 106][period] ?? 0
      return (period, min(Double(max(0, minute - begun) * 60), lengths[period] ?? 0))
    }
    for team in Set(appearances.map(\.team)).sorted() {
      var comers = appearances.filter { $0.team == team && !$0.isStarter && ($0.on ?? 0) > 0 }
      for leaver in appearances where leaver.team == team {
        guard let minute = leaver.off, minute > 0 else { continue }
        let (period, clock) = moment(minute)
        let player = WyscoutID.id(leaver.player)
        var event = Event(
          matchID: announcement.matchID, id: "off-\(leaver.player)", type: .playerOff, period: period,
          clock: clock, teamID: WyscoutID.id(team), playerID: player)
        if let place = comers.firstIndex(where: { $0.on == minute && $0.player != leaver.player }) {
          let comer = comers.remove(at: place)
          event.id = "substitution-\(leaver.player)-\(comer.player)"
          event.type = .substitution
          event.detail = .substitution(
            Substitution(playerOffID: player, playerOnID: WyscoutID.id(comer.player)))
        } else if sentOff.contains(player) {
          continue
        }
        events.append(event)
      }
    }
    return events
  }

  private static func names(path: String) throws(FeedError) -> [Int: (name: String, role: String?)] {
    try readingFeed(path) {
      let reader = try CSVReader(try ByteSource(path: path))
      var names: [Int: (name: String, role: String?)] = [:]
      while let row = try reader.next() {
        names[try row.requireInt("player_id")] = (
          try row.requireString("short_name"), row.optionalString("role")
        )
      }
      return names
    }
  }
}
