import Formats

/// One race of a table of laps, as the log that its timing would have been.
public struct LapsRace: Sendable, Equatable {
  public let season: Int
  public let round: Int
  public let event: String
  /// Nil where no table of results tells it.
  public let date: CalendarDate?
  let rows: [LapsRow]

  public var matchID: String { "f1-\(season)-\(round < 10 ? "0" : "")\(round)" }

  /// 13:00 UTC on the day of the race is taken for session clock 0: the table has no wall clock. Without a date the
  /// rounds are taken a week and a half apart from the 1st of March on.
  public var start: Timestamp {
    let day =
      date
      ?? CalendarDate(
        daysSince1970: (CalendarDate(year: season, month: 3, day: 1)?.daysSince1970 ?? 0) + round * 11 - 1)
    return Timestamp(microseconds: day.map { Timestamp($0).microseconds } ?? 0) + 13 * 3600
  }

  public var announcement: RaceAnnouncement {
    var entries: [String: RaceEntry] = [:]
    for row in rows where entries[row.driver] == nil {
      entries[row.driver] = RaceEntry(driver: row.driver, number: row.number, team: row.team)
    }
    return RaceAnnouncement(
      matchID: matchID, season: "f1-\(season)", event: event, start: start, laps: rows.map(\.lap).max(),
      entries: entries.keys.sorted().compactMap { entries[$0] },
      rules: TyreRules.of(event: event, season: season), provider: "f1-laps")
  }

  /// Everything that the laps tell, in order of the session clock.
  ///
  /// Not in the table, and so made: when the track status changed (it is on where all cars' laps saw it), and when a
  /// car was given up (half a lap after it should have come by).
  public func timing() -> [TimingRecord] {
    let cars = Dictionary(grouping: rows, by: \.driver).mapValues { $0.sorted { $0.lap < $1.lap } }
    var records: [TimingRecord] = []
    for driver in cars.keys.sorted() { add(cars[driver] ?? [], driver, to: &records) }
    records += statusChanges()
    let leads = leaderEnds()
    for index in records.indices {
      let at = records[index].sessionTime
      records[index].time = start + at
      // The lap that a lap's end completes belongs to it.
      let own = if case .lap = records[index].detail { true } else { false }
      records[index].raceLap = min(
        leads.count, 1 + (leads.firstIndex { own ? $0 >= at : $0 > at } ?? leads.count))
    }
    return records.enumerated().sorted {
      ($0.element.sessionTime, rank($0.element.detail), $0.offset)
        < ($1.element.sessionTime, rank($1.element.detail), $1.offset)
    }.map(\.element)
  }

  /// At one moment a new set is known before the lap that it ends.
  private func rank(_ detail: TimingDetail) -> Int {
    switch detail {
    case .trackStatus: 0
    case .pitIn, .pitOut: 1
    case .stint: 2
    default: 3
    }
  }

  private func add(_ laps: [LapsRow], _ driver: String, to records: inout [TimingRecord]) {
    func record(_ id: String, _ at: Double, _ detail: TimingDetail) {
      records.append(
        TimingRecord(matchID: matchID, id: id, sessionTime: at, driver: driver, detail: detail))
    }
    var set: (stint: Int?, compound: Compound, life: Int?, lap: Int)?
    var number = 0
    var previousEnd: Double?
    for row in laps {
      // Not known yet: the next lap may tell, unless the set comes off before.
      if let compound = row.compound,
        compound != .unknown || row.tyreLife != nil || set == nil && row.pitIn != nil
      {
        let continues =
          set.map {
            $0.compound == compound && $0.stint == row.stint
              && (row.tyreLife == nil || $0.life == nil || row.tyreLife == ($0.life ?? 0) + row.lap - $0.lap)
          } ?? false
        if !continues {
          number += 1
          record(
            "stint-\(driver)-\(number)",
            row.pitOut.flatMap { row.lap > 1 && $0 < row.end ? $0 : nil } ?? previousEnd
              ?? max(0, row.end - 60),
            .stint(
              Stint(
                number: number, startLap: row.lap, compound: compound, compoundName: row.compoundName,
                age: row.tyreLife.map { max(0, $0 - 1) }, isFresh: row.isFresh)))
        }
        set = (
          row.stint, compound, row.tyreLife ?? set.flatMap { s in s.life.map { $0 + row.lap - s.lap } },
          row.lap
        )
      }
      if let at = row.pitOut, row.lap > 1 {
        record("pit_out-\(driver)-\(row.lap)", at, .pitOut(lap: row.lap))
      }
      if let at = row.pitIn { record("pit_in-\(driver)-\(row.lap)", at, .pitIn(lap: row.lap)) }
      record(
        "lap-\(driver)-\(row.lap)", row.end,
        .lap(Lap(lap: row.lap, lapTime: row.lapTime, position: row.position, statuses: row.statuses)))
      previousEnd = row.end
    }
    if let last = laps.last, let end = raceEnd, last.end < end {
      let given = last.end + 1.5 * (last.lapTime ?? 100)
      if given < end { record("retirement-\(driver)", given, .retirement) }
    }
  }

  /// When the winner was home.
  private var raceEnd: Double? {
    let laps = rows.map(\.lap).max()
    return rows.filter { $0.lap == laps }.map(\.end).min()
  }

  /// When the first car ended each lap.
  private func leaderEnds() -> [Double] {
    var ends: [Double] = []
    for row in rows where row.lap >= 1 {
      while ends.count < row.lap { ends.append(.infinity) }
      ends[row.lap - 1] = min(ends[row.lap - 1], row.end)
    }
    return ends
  }
}
