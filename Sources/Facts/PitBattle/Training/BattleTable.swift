import Boosting
import Formats
import Formula1

/// Races with their labelled battles: all that training and evaluation look at.
public struct BattleTable: Sendable {
  /// `2019-02`, in order.
  public private(set) var races: [String] = []
  /// Moments of the labelled battles, neutralised and wet ones left out.
  private(set) var labelled: [BattleSample] = []
  /// Moments of every window found in the laps, neutralised and wet ones left out; empty if not asked for.
  private(set) var found: [BattleSample] = []
  public private(set) var neutralised = 0
  public private(set) var wet = 0
  /// Labelled rows that the laps do not hold.
  public private(set) var missing = 0
  public private(set) var rows = 0

  /// - Parameter forTraining: looks for all windows in the laps too.
  public init(laps: String, battles: String, forTraining: Bool, progress: (String) throws -> Void = { _ in })
    throws
  {
    let table = try LapsTable(path: laps)
    var battles = try BattleRows(path: battles).byRace
    for race in table.races {
      let index = races.count
      races.append(race.key)
      let timing = race.timing()
      var state = RaceState()
      state.begin(race.announcement)
      for record in timing { state.take(record) }
      var windows: [BattleWindow] = []
      for row in battles.removeValue(forKey: race.key) ?? [] { take(row, state, &windows) }
      labelled += BattleSampler.samples(race: index, race.announcement, timing, windows: windows)
      guard forTraining else { continue }
      found += BattleSampler.samples(
        race: index, race.announcement, timing, windows: state.windows().filter(\.isCounted))
      if index % 20 == 19 { try progress("\(index + 1) of \(table.races.count) races read") }
    }
    for rows in battles.values {
      missing += rows.count
      self.rows += rows.count
    }
    guard rows > missing else {
      throw BoostingError("\(laps): none of the labelled battles is in these laps")
    }
  }

  private mutating func take(_ row: BattleRow, _ state: RaceState, _ windows: inout [BattleWindow]) {
    rows += 1
    guard let chaser = state.car(row.chaser), let target = state.car(row.target),
      !state.cars[chaser].end(row.firstStop - 1).isNaN, !state.cars[target].end(row.firstStop - 1).isNaN
    else {
      missing += 1
      return
    }
    if row.isNeutralised { neutralised += 1 } else if row.isWet { wet += 1 }
    guard !row.isNeutralised, !row.isWet else { return }
    windows.append(
      BattleWindow(
        first: row.isUndercut ? chaser : target, second: row.isUndercut ? target : chaser,
        isUndercut: row.isUndercut, firstStop: row.firstStop, secondStop: row.secondStop,
        gapBefore: row.gapBefore, gapAfter: row.gapAfter, isNeutralised: false, isWet: false,
        isAdjacent: true, row: row.row))
  }
}

extension LapsRace {
  /// `2019-02`.
  var key: String { "\(season)-\(round < 10 ? "0" : "")\(round)" }
}
