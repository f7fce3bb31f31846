import Boosting
import Football
import Formats

extension ShotTable {
  /// Reads `.jsonl`, `.jsonl.gz`, `.csv` or `.csv.gz` in the columns of the shared data (`shots`). A CSV has no
  /// freeze frames: its shots are valued without positions.
  public init(path: String) throws {
    self.init()
    if path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") {
      let reader = try CSVReader(try ByteSource(path: path))
      while let row = try reader.next() { try take(row, line: row.line, path: path) }
    } else {
      let reader = LineReader(try ByteSource(path: path))
      let parser = JSONParser(maxBytes: 1 << 20)
      while let line = try reader.nextBytes() {
        if line.isEmpty { continue }
        try take(try parser.parse(line), line: reader.line, path: path)
      }
    }
    guard !rows.isEmpty else { throw BoostingError("\(path): no shots in it") }
  }

  private mutating func take(_ source: some ShotSource, line: Int, path: String) throws {
    do {
      if try source.flag("shootout") == true || source.number("period") == 5 {
        shootoutKicks += 1
        return
      }
      let isGoal = try source.needed("goal", source.number) > 0.5
      if try source.text("shot_type") == "Penalty" {
        penalties += 1
        penaltyGoals += isGoal ? 1 : 0
        return
      }
      rows.append(try ShotRow(source, isGoal: isGoal))
    } catch {
      throw BoostingError("\(path), line \(line): \(error)")
    }
  }
}

extension ShotRow {
  fileprivate init(_ source: some ShotSource, isGoal: Bool) throws {
    let type = try source.text("shot_type") ?? ""
    let body = try source.text("body_part") ?? ""
    // The way of a shot in a match: an event of the feed, then its situation.
    let shot = Shot(
      outcome: isGoal ? .goal : .wide, bodyPart: StatsBombShotWords.bodyPart(body),
      technique: try source.text("technique").flatMap { StatsBombShotWords.technique($0) },
      restart: StatsBombShotWords.restart(type: type),
      origin: StatsBombShotWords.origin(playPattern: try source.text("play_pattern") ?? "", type: type),
      isFirstTime: try source.flag("first_time"), isOneOnOne: try source.flag("one_on_one"),
      isOpenGoal: try source.flag("open_goal"), freezeFrame: try source.freezeFrame())
    let id = try source.needed("shot_id", source.text)
    let event = Event(
      matchID: "training", id: id, type: .shot,
      location: StatsBombPitch.point(
        x: try source.needed("x", source.number), y: try source.needed("y", source.number)),
      direction: .right, isUnderPressure: try source.flag("under_pressure"), detail: .shot(shot))
    guard let situation = ShotSituation(event: event, pitchLength: Pitch.standardLength) else {
      throw BoostingError("no place")
    }
    self.init(
      id: id, match: try source.needed("match_id", source.text),
      competition: try source.text("competition") ?? "", bodyPart: body, shotType: type,
      situation: situation, label: isGoal ? 1 : 0, providerXG: try source.number("provider_xg"))
  }
}
