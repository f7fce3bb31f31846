import Formats

/// A labelled battle in the columns of the shared data (`f1/pit_battles.csv`).
struct BattleRow: Sendable {
  /// Counted from 1, the header left out.
  var row: Int
  var isUndercut: Bool
  var chaser: String
  var target: String
  var firstStop: Int
  var secondStop: Int
  var gapBefore: Double
  var gapAfter: Double
  var isNeutralised: Bool
  var isWet: Bool
}

/// A table of labelled battles.
struct BattleRows {
  /// By `2019-02`.
  private(set) var byRace: [String: [BattleRow]] = [:]

  init(path: String) throws {
    let reader = try CSVReader(try ByteSource(path: path))
    let columns = (
      season: try reader.column("season"), round: try reader.column("round"), kind: try reader.column("kind"),
      chaser: try reader.column("chaser"), target: try reader.column("target"),
      first: try reader.column("first_stop_lap"), second: try reader.column("second_stop_lap"),
      before: try reader.column("gap_before_s"), after: try reader.column("gap_after_s"),
      neutralised: try reader.column("neutralised"), wet: try reader.column("wet")
    )
    var number = 0
    while let row = try reader.next() {
      number += 1
      let kind = row[columns.kind]
      guard kind == "undercut" || kind == "overcut" else {
        throw row.error(columns.kind, "\"\(kind)\" is neither undercut nor overcut")
      }
      let round = try row.requireInt(columns.round)
      let race = "\(try row.requireInt(columns.season))-\(round < 10 ? "0" : "")\(round)"
      byRace[race, default: []].append(
        BattleRow(
          row: number, isUndercut: kind == "undercut", chaser: try row.requireString(columns.chaser),
          target: try row.requireString(columns.target), firstStop: try row.requireInt(columns.first),
          secondStop: try row.requireInt(columns.second), gapBefore: try row.requireDouble(columns.before),
          gapAfter: try row.requireDouble(columns.after),
          isNeutralised: try row.requireBool(columns.neutralised), isWet: try row.requireBool(columns.wet)))
    }
  }
}
