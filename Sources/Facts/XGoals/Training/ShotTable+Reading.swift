import Boosting
import Football
import Formats

extension ShotTable {
  /// Reads `.jsonl`, `.jsonl.gz`, `.csv` or `.csv.gz` in the columns of the shared data (`shots`, and
  /// `shots_wyscout`, told apart by its `event_id`). A CSV has no freeze frames: its shots are valued without
  /// positions.
  public init(path: String) throws {
    self.init()
    if path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") {
      let reader = try CSVReader(try ByteSource(path: path))
      while let row = try reader.next() {
        let source: any ShotSource = row.optionalString("event_id") == nil ? row : WyscoutShot(row: row)
        try take(source, line: row.line, path: path)
      }
    } else {
      let reader = LineReader(try ByteSource(path: path))
      let parser = JSONParser(maxBytes: 1 << 20)
      while let line = try reader.nextBytes() {
        if line.isEmpty { continue }
        try take(try parser.parse(line), line: reader.line, path: path)
      }
    }
    guard !rows.isEmpty else { throw BoostingError("\(path): no shots in it") }
    findRebounds()
  }

  private mutating func take(_ source: any ShotSource, line: Int, path: String) throws {
    do {
      if try source.flag("shootout") == true || source.number("period") == 5 {
        shootoutKicks += 1
        return
      }
      let isGoal = try source.needed("goal", source.number) > 0.5
      let isPenalty = try source.text("shot_type") == "Penalty"
      if isPenalty {
        penalties += 1
        penaltyGoals += isGoal ? 1 : 0
      }
      if let moment = try moment(source, isGoal: isGoal, row: isPenalty ? nil : rows.count) {
        moments.append(moment)
      }
      if !isPenalty { rows.append(try ShotRow(source, isGoal: isGoal)) }
    } catch {
      throw BoostingError("\(path), line \(line): \(error)")
    }
  }

  private func moment(_ source: any ShotSource, isGoal: Bool, row: Int?) throws -> Moment? {
    guard let minute = try source.number("minute"), let second = try source.number("second"),
      let period = try source.number("period"), let team = try source.text("team"),
      let outcome = isGoal
        ? .goal : try source.text("outcome").flatMap({ StatsBombShotWords.outcome($0) })
    else { return nil }
    return Moment(
      match: try source.needed("match_id", source.text), team: team, period: Int(period),
      second: minute * 60 + second, outcome: outcome, row: row)
  }
}

extension ShotRow {
  fileprivate init(_ source: any ShotSource, isGoal: Bool) throws {
    let type = try source.text("shot_type") ?? ""
    let body = try source.text("body_part") ?? ""
    // The way of a shot in a match: an event of the feed, then its situation.
    let shot = Shot(
      outcome: isGoal ? .goal : .wide, bodyPart: source.bodyPart(body),
      technique: try source.text("technique").flatMap { StatsBombShotWords.technique($0) },
      restart: StatsBombShotWords.restart(type: type), origin: try source.origin(type: type),
      isFirstTime: try source.flag("first_time"), isOneOnOne: try source.flag("one_on_one"),
      isOpenGoal: try source.flag("open_goal"), isAerialWon: try source.flag("aerial_won"),
      freezeFrame: try source.freezeFrame())
    let id = try source.needed("shot_id", source.text)
    let event = Event(
      matchID: "training", id: id, type: .shot,
      location: source.place(
        x: try source.needed("x", source.number), y: try source.needed("y", source.number)),
      direction: .right, isUnderPressure: try source.flag("under_pressure"), detail: .shot(shot))
    guard let situation = ShotSituation(event: event, pitchLength: Pitch.standardLength) else {
      throw BoostingError("no place")
    }
    self.init(
      id: id, match: try source.needed("match_id", source.text),
      competition: try source.text("competition") ?? "", bodyPart: body, shotType: type,
      sight: .situation(situation), label: isGoal ? 1 : 0, providerXG: try source.number("provider_xg"),
      team: try source.text("team"), player: try source.text("player"),
      minute: try source.minute())
  }
}
