import Formats

/// One row of a table of laps in the columns of the shared data (`f1/laps.csv`), made with FastF1.
struct LapsRow: Sendable, Equatable {
  var driver: String
  var number: Int?
  var team: String
  var lap: Int
  var lapTime: Double?
  /// Session clock at the end of the lap.
  var end: Double
  var position: Int?
  var stint: Int?
  var compound: Compound?
  var compoundName: String?
  /// Laps on the set at the end of the lap.
  var tyreLife: Int?
  var isFresh: Bool?
  var pitIn: Double?
  var pitOut: Double?
  var statuses: TrackStatuses
}

/// A season's or several seasons' laps, by race.
public struct LapsTable: Sendable {
  /// In order of season and round.
  public private(set) var races: [LapsRace] = []

  /// Reads `.csv` or `.csv.gz`.
  ///
  /// - Parameters:
  ///   - season: only this one; nil for all.
  ///   - round: only this one.
  ///   - results: a table with `season`, `round` and `date` of each race; nil where there is none.
  public init(path: String, season: Int? = nil, round: Int? = nil, results: String? = nil) throws {
    let reader = try CSVReader(try ByteSource(path: path))
    let columns = try LapsColumns(reader)
    var found: [RaceKey: (event: String, rows: [LapsRow])] = [:]
    while let row = try reader.next() {
      let key = RaceKey(season: try row.requireInt(columns.season), round: try row.requireInt(columns.round))
      if let season, key.season != season { continue }
      if let round, key.round != round { continue }
      guard let lap = try columns.read(row) else { continue }
      if found[key] == nil { found[key] = (try row.requireString(columns.event), []) }
      found[key]?.rows.append(lap)
    }
    let dates = try results.map { try Self.dates($0) } ?? [:]
    races = found.keys.sorted().compactMap { key in
      found[key].map {
        LapsRace(season: key.season, round: key.round, event: $0.event, date: dates[key], rows: $0.rows)
      }
    }
  }

  private static func dates(_ path: String) throws -> [RaceKey: CalendarDate] {
    let reader = try CSVReader(try ByteSource(path: path))
    let (season, round, date) = (
      try reader.column("season"), try reader.column("round"), try reader.column("date")
    )
    var dates: [RaceKey: CalendarDate] = [:]
    while let row = try reader.next() {
      guard let day = row.optionalString(date).flatMap({ CalendarDate($0) }) else { continue }
      dates[RaceKey(season: try row.requireInt(season), round: try row.requireInt(round))] = day
    }
    return dates
  }
}

/// A race of a season.
struct RaceKey: Hashable, Comparable {
  var season: Int
  var round: Int
  static func < (a: Self, b: Self) -> Bool { (a.season, a.round) < (b.season, b.round) }
}

private struct LapsColumns {
  let season, round, event, driver, number, team, lap, lapTime, end, position, compound, tyreLife, pitIn,
    pitOut: CSVColumn
  let stint, compoundName, fresh, status, sc, vsc, red, yellow: CSVColumn?

  init(_ reader: CSVReader) throws {
    season = try reader.column("season")
    round = try reader.column("round")
    event = try reader.column("event")
    driver = try reader.column("driver")
    number = try reader.column("number")
    team = try reader.column("team")
    lap = try reader.column("lap")
    lapTime = try reader.column("lap_time_s")
    end = try reader.column("end_s")
    position = try reader.column("position")
    compound = try reader.column("compound")
    tyreLife = try reader.column("tyre_life")
    pitIn = try reader.column("pit_in_s")
    pitOut = try reader.column("pit_out_s")
    stint = reader.optionalColumn("stint")
    compoundName = reader.optionalColumn("compound_name")
    fresh = reader.optionalColumn("fresh_tyre")
    status = reader.optionalColumn("track_status")
    sc = reader.optionalColumn("sc")
    vsc = reader.optionalColumn("vsc")
    red = reader.optionalColumn("red")
    yellow = reader.optionalColumn("yellow")
  }

  /// Nil for a lap without an end: nobody could tell when it was known.
  func read(_ row: CSVRow) throws -> LapsRow? {
    guard let end = try row.optionalDouble(end) else { return nil }
    var statuses: TrackStatuses = []
    if let status { statuses = row.withUTF8(status) { TrackStatuses(codes: $0) } }
    for (column, one) in [
      (sc, TrackStatus.safetyCar), (vsc, .vsc), (red, .red), (yellow, .yellow),
    ] {
      if let column, try row.optionalBool(column) == true { statuses.insert(TrackStatuses(one)) }
    }
    return LapsRow(
      driver: try row.requireString(driver), number: try row.optionalDouble(number).map { Int($0) },
      team: row[team], lap: try row.requireInt(lap), lapTime: try row.optionalDouble(lapTime), end: end,
      position: try row.optionalDouble(position).map { Int($0) },
      stint: try stint.flatMap { try row.optionalDouble($0) }.map { Int($0) },
      compound: row.optionalString(compound).map { Compound(rawValue: $0) ?? .unknown },
      compoundName: compoundName.flatMap { row.optionalString($0) },
      tyreLife: try row.optionalDouble(tyreLife).map { Int($0) },
      isFresh: try fresh.flatMap { try row.optionalBool($0) }, pitIn: try row.optionalDouble(pitIn),
      pitOut: try row.optionalDouble(pitOut), statuses: statuses)
  }
}
