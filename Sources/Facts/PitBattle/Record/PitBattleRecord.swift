import Football
import Formats
import Formula1

/// What the record of one battle says: as all stood when it was said, so that it can be said again with another
/// model's answers.
struct PitBattleRecord: Sendable {
  let battle: Battle
  /// The leader's lap, the session clock and the wall clock.
  let lap: Int
  let sessionTime: Double
  let time: Timestamp?
  let event: String?
  let laps: Int?
  let status: TrackStatus
  let weather: Weather?
  /// Seconds.
  let pitLoss: Double?
  let chaser: PitCarLine
  let target: PitCarLine
  let first: String?
  var forecast: PitForecast?

  init(_ battle: Battle, _ state: RaceState, _ stats: FieldStats?, time: Timestamp?) {
    self.battle = battle
    lap = state.raceLap
    sessionTime = state.now
    self.time = time
    event = state.announcement?.event
    laps = state.totalLaps
    status = state.status
    weather = state.weather?.weather
    pitLoss = stats?.expectedLoss
    chaser = PitCarLine(battle.chaser, state, stats)
    target = PitCarLine(battle.target, state, stats)
    first = battle.first.map { state.cars[$0].entry.driver }
    forecast = battle.forecast
  }

  /// - Parameter explanation: of the forecast.
  func write(_ explanation: PitExplanation?, into writer: inout JSONWriter) {
    let prediction = forecast?.prediction
    let overcut = battle.firstStop == nil ? forecast?.overcut : nil
    writer.field("event", event)
    writer.field("chaser", chaser.driver)
    writer.field("target", target.driver)
    writer.field("phase", battle.phase.rawValue)
    writer.field("reason", battle.reason?.rawValue)
    writer.field("kind", kind)
    writer.field("common_lap", battle.lap)
    writer.field("laps", laps)
    writer.field("gap_s", battle.gap.isNaN ? nil : rounded9(battle.gap))
    writer.field("gap_before_s", battle.gapBefore.map(rounded9))
    writer.field("predicted_gap_s", prediction.map { rounded9($0.gap) })
    writer.field("probability", prediction?.probability)
    writer.field("overcut_gap_s", overcut.map { rounded9($0.gap) })
    writer.field("overcut_probability", overcut?.probability)
    writer.field("first", first)
    writer.field("first_stop_lap", battle.firstStop)
    writer.field("second_stop_lap", battle.secondStop)
    writer.field("decided_lap", battle.phase == .decided ? battle.lap : nil)
    writer.field("expected_decision_lap", expectedLap)
    writer.field("gap_after_s", battle.result.map(rounded9))
    writer.field("chaser_ahead", battle.result.map { $0 > 0 })
    writer.field("track_status", status.rawValue)
    writer.field("neutralised", status.isNeutralised)
    writer.field("rain", weather?.isRaining)
    writer.field("track_c", weather?.track.map(rounded9))
    writer.field("pit_loss_s", pitLoss.map(rounded9))
    writer.field("model", prediction?.model)
    if let prediction { explanation?.write(of: prediction.probability, into: &writer) }
    chaser.write("chaser_car", into: &writer)
    target.write("target_car", into: &writer)
  }

  private var kind: String? {
    battle.first.map { $0 == battle.chaser ? "undercut" : "overcut" }
  }

  /// The second's out-lap, by the model.
  private var expectedLap: Int? {
    if battle.phase.isOver { return nil }
    if let stop = battle.secondStop { return stop + 1 }
    return forecast.map {
      let lap = battle.lap + Int($0.prediction.lapsToStop.rounded()) + 1
      return min(lap, laps ?? lap)
    }
  }
}
