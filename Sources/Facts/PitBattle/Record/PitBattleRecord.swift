import Formats
import Formula1

/// What the record of one battle says beyond the head that all facts share.
struct PitBattleRecord {
  var battle: Battle
  var state: RaceState
  var stops: FieldStats?

  func write(into writer: inout JSONWriter) {
    writer.field("event", state.announcement?.event)
    writer.field("chaser", state.cars[battle.chaser].entry.driver)
    writer.field("target", state.cars[battle.target].entry.driver)
    writer.field("phase", battle.phase.rawValue)
    writer.field("reason", battle.reason?.rawValue)
    writer.field("kind", kind)
    writer.field("common_lap", battle.lap)
    writer.field("laps", state.totalLaps)
    writer.field("gap_s", battle.gap.isNaN ? nil : rounded9(battle.gap))
    writer.field("gap_before_s", battle.gapBefore.map(rounded9))
    writer.field("predicted_gap_s", battle.prediction.map { rounded9($0.gap) })
    writer.field("probability", battle.prediction.map { rounded9($0.probability) })
    writer.field("overcut_gap_s", battle.overcut.map { rounded9($0.gap) })
    writer.field("overcut_probability", battle.overcut.map { rounded9($0.probability) })
    writer.field("first", battle.first.map { state.cars[$0].entry.driver })
    writer.field("first_stop_lap", battle.firstStop)
    writer.field("second_stop_lap", battle.secondStop)
    writer.field("decided_lap", battle.phase == .decided ? battle.lap : nil)
    writer.field("expected_decision_lap", expectedLap)
    writer.field("gap_after_s", battle.result.map(rounded9))
    writer.field("chaser_ahead", battle.result.map { $0 > 0 })
    writer.field("track_status", state.status.rawValue)
    writer.field("neutralised", state.status.isNeutralised)
    writer.field("rain", state.weather?.weather.isRaining)
    writer.field("track_c", state.weather?.weather.track.map(rounded9))
    writer.field("pit_loss_s", stops.map { rounded9($0.expectedLoss) })
    writer.field("model", battle.prediction?.model)
    write("chaser_car", battle.chaser, into: &writer)
    write("target_car", battle.target, into: &writer)
  }

  private var kind: String? {
    battle.first.map { $0 == battle.chaser ? "undercut" : "overcut" }
  }

  /// The second's out-lap, by the model.
  private var expectedLap: Int? {
    if battle.phase.isOver { return nil }
    if let stop = battle.secondStop { return stop + 1 }
    return battle.prediction.map { prediction in
      let lap = battle.lap + Int(prediction.lapsToStop.rounded()) + 1
      return min(lap, state.totalLaps ?? lap)
    }
  }

  private func write(_ key: StaticString, _ car: Int, into writer: inout JSONWriter) {
    let it = state.cars[car]
    let lap = max(1, it.lastLap)
    writer.key(key)
    writer.beginObject()
    writer.field("driver", it.entry.driver)
    writer.field("team", it.entry.team)
    writer.field(
      "position", it.laps.indices.contains(lap) && it.laps[lap].position > 0 ? it.laps[lap].position : nil)
    writer.field("laps", it.lastLap)
    writer.field("compound", it.stint(it.isInPits ? lap : lap + 1)?.compound.rawValue)
    let age = it.tyreAge(lap)
    writer.field("tyre_age", age.isNaN ? nil : Int(age))
    writer.field("stops", it.inLaps(to: 200).count)
    writer.field("stops_owed", state.stopsOwed(car))
    writer.field("in_pits", it.isInPits)
    if let stops {
      let penalty = state.penaltySeconds(car, stops)
      if penalty > 0 { writer.field("penalty_s", rounded9(penalty)) }
    }
    writer.endObject()
  }
}
