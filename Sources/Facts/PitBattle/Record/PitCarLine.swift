import Formats
import Formula1

/// A car of a battle as its record shows it.
struct PitCarLine: Sendable {
  let driver: String
  private let team: String
  private let position: Int?
  private let laps: Int
  private let compound: Compound?
  private let tyreAge: Int?
  private let stops: Int
  private let stopsOwed: Int?
  private let isInPits: Bool
  /// Seconds still to serve.
  private let penalty: Double

  init(_ car: Int, _ state: RaceState, _ stats: FieldStats?) {
    let it = state.cars[car]
    let lap = max(1, it.lastLap)
    driver = it.entry.driver
    team = it.entry.team
    position = it.laps.indices.contains(lap) && it.laps[lap].position > 0 ? it.laps[lap].position : nil
    laps = it.lastLap
    isInPits = it.isInPits
    compound = it.stint(isInPits ? lap : lap + 1)?.compound
    let age = it.tyreAge(lap)
    tyreAge = age.isNaN ? nil : Int(age)
    stops = it.inLaps(to: 200).count
    stopsOwed = state.stopsOwed(car)
    penalty = stats.map { state.penaltySeconds(car, $0) } ?? 0
  }

  func write(_ key: StaticString, into writer: inout JSONWriter) {
    writer.key(key)
    writer.beginObject()
    writer.field("driver", driver)
    writer.field("team", team)
    writer.field("position", position)
    writer.field("laps", laps)
    writer.field("compound", compound?.rawValue)
    writer.field("tyre_age", tyreAge)
    writer.field("stops", stops)
    writer.field("stops_owed", stopsOwed)
    writer.field("in_pits", isInPits)
    if penalty > 0 { writer.field("penalty_s", rounded9(penalty)) }
    writer.endObject()
  }
}
