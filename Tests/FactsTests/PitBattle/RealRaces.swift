import Football
import Formats
import Formula1
import Glibc

@testable import Facts

/// The races of the shared data as a worker would take them: written, read again, refused or taken.
struct RealRaces {
  static let isThere = getenv("TOUCHLINE_DATA") != nil
  static let hint = "set TOUCHLINE_DATA to the folder of the shared data"
  static let isLong = getenv("TOUCHLINE_LONG_TESTS") != nil

  let races: [LapsRace]
  /// Drivers that the results call classified, by `2019-2`.
  private var classified: [String: [String]] = [:]

  /// - Parameter season: only its races; nil for all.
  init(season wanted: Int? = nil) throws {
    let folder = String(cString: getenv("TOUCHLINE_DATA"))
    races = try LapsTable(path: "\(folder)/f1/laps.csv.gz", season: wanted).races
    let reader = try CSVReader(try ByteSource(path: "\(folder)/f1/results.csv.gz"))
    let (season, round) = (try reader.column("season"), try reader.column("round"))
    let (driver, place) = (try reader.column("driver"), try reader.column("classified"))
    while let row = try reader.next() {
      guard Int(row[place]) != nil else { continue }
      classified["\(row[season])-\(row[round])", default: []].append(row[driver])
    }
  }

  func classified(_ race: LapsRace) -> [String] { classified["\(race.season)-\(race.round)"] ?? [] }

  /// The race's log by way of its bytes, and what the validator refused.
  static func log(_ race: LapsRace) -> (records: [FeedRecord], refused: [String]) {
    var writer = JSONLinesWriter()
    let decoder = RecordDecoder()
    var taken: [FeedRecord] = []
    var refused: [String] = []
    let moment = { (moment: SessionMoment, announcement: RaceAnnouncement?) in
      FeedRecord.session(SessionRecord(matchID: race.matchID, moment: moment, announcement: announcement))
    }
    let all =
      [moment(.announced, race.announcement)] + race.timing().map { .timing($0) }
      + [moment(.finished, nil), moment(.closed, nil)]
    for record in all {
      let text = writer.text(of: record)
      do {
        taken.append(
          try decoder.decode(Array(text.utf8).span.bytes, type: record.type, isProtobuf: false))
      } catch {
        let id = if case .timing(let timing) = record { timing.id } else { record.momentID ?? "" }
        refused.append("\(race.matchID) \(id)")
      }
    }
    return (taken, refused)
  }
}

extension [FeedRecord] {
  /// The race when all is told.
  func raceState() -> RaceState {
    var state = RaceState()
    for record in self {
      switch record {
      case .session(let session): if let announcement = session.announcement { state.begin(announcement) }
      case .timing(let timing): state.take(timing)
      default: break
      }
    }
    return state
  }
}
