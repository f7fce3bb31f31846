import Boosting
import Football
import Foundation
import Testing

@testable import Facts

/// Real matches through the feed readers and the fact.
@Suite(.enabled(if: SharedShots.path != nil, "TOUCHLINE_DATA names no folder with football/shots.jsonl.gz"))
struct RealFeedTests {
  private func match(_ path: String, _ format: FeedFormat) throws -> [FeedRecord] {
    let folder = try #require(ProcessInfo.processInfo.environment["TOUCHLINE_DATA"])
    let source = try FeedSource.open(path: "\(folder)/football/matches/\(path)", format: format)
    var records: [FeedRecord] = []
    for match in source.matches.prefix(3) { try match.read { records.append($0) } }
    return records
  }

  @Test("a shot of the feed has the same features as the same shot in the training file")
  func sameFeatures() throws {
    let table = try ShotTable(path: try #require(SharedShots.path))
    let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.id, $0) })
    var compared = 0
    var valuer = ShotValuer(settings: FactSettings())
    var match = ""
    let records = try self.match("statsbomb_wc2018", .statsbomb)
    func compare() {
      for (id, row) in rows where row.match == match.replacing("statsbomb-", with: "") {
        guard let feed = valuer.value(of: id)?.features else { continue }
        let file = ShotFeatures(row.situation)
        for feature in ShotFeature.allCases {
          let isSame = feed.column(feature.index) == file.column(feature.index)
          #expect(isSame || feed[feature].isNaN && file[feature].isNaN, "\(id) \(feature)")
        }
        compared += 1
      }
    }
    for record in records {
      if record.matchID != match {
        compare()
        match = record.matchID
        valuer = ShotValuer(settings: FactSettings())
      }
      _ = valuer.take(record)
    }
    compare()
    #expect(compared > 40)
  }

  @Test("Düsseldorf–Nürnberg: every shot has a record, our distances and angles are the DFL's")
  func dfl() throws {
    let records = try match("dfl_J03WPY", .dfl)
    let reader = XGoalsReader(records)
    let events = records.compactMap { record -> Event? in
      if case .event(let event) = record { event } else { nil }
    }
    let ids = Set(events.filter(ShotValuer.isValued).map(\.id)).subtracting(
      events.filter(\.isWithdrawn).map(\.id))
    #expect(Set(reader.newest.keys) == ids && ids.count == 26)
    let shots = Dictionary(events.map { ($0.id, $0) }) { $1.revision >= $0.revision ? $1 : $0 }
    var compared = 0
    for id in ids.sorted() {
      guard let provided = shots[id]?.detail.shot?.provided, let distance = provided.distanceToGoal,
        let angle = provided.angleToGoal
      else { continue }
      compared += 1
      #expect(try abs(#require(reader.number(id, "distance_m")) - distance) < 0.6, "\(id): \(distance)")
      #expect(try abs(#require(reader.number(id, "angle_deg")) - angle) < 2, "\(id): \(angle)")
    }
    #expect(compared == 26)
    let pairs = try ids.sorted().map { id in
      (
        ours: try #require(reader.number(id, "xgoals")),
        theirs: try #require(shots[id]?.detail.shot?.providerXGoals)
      )
    }
    #expect(rankCorrelation(pairs.map(\.ours), pairs.map(\.theirs)) >= 0.85)
  }

  /// Spearman's, equal values sharing their mean rank.
  private func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      values.map { value in
        Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
      }
    }
    let (x, y) = (ranks(a), ranks(b))
    let middle = Double(a.count + 1) / 2
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      xy += (x - middle) * (y - middle)
      xx += (x - middle) * (x - middle)
      yy += (y - middle) * (y - middle)
    }
    return xy / (xx * yy).squareRoot()
  }
}
