import Football
import Formats
import Formula1

/// The fact `pitbattle`: a record for each pair of cars that can decide places by a stop, again whenever its phase
/// changes, the gap foretold moves by 0.05 s or the probability by a point (*ours*: `pitbattle.gap_step_s`,
/// `pitbattle.probability_step`).
public struct PitBattleFact: MatchFact {
  public static let name = "pitbattle"
  public static let reads: Set<FeedRecordType> = [.session, .timing, .raceRecompute]

  private let catalogue: PitCatalogue
  private let gapStep: Double
  private let probabilityStep: Double
  private var model: PitModel?
  private var state = RaceState()
  private var book = BattleBook()
  private var stats: (version: Int, stats: FieldStats)?
  private var isOver = false
  /// The newest record of each battle, to be said again with another model.
  private var said: [String: PitBattleRecord] = [:]

  public init(settings: FactSettings) {
    catalogue = settings.pitCatalogue
    gapStep = settings.double("pitbattle.gap_step_s", default: 0.05)
    probabilityStep = settings.double("pitbattle.probability_step", default: 0.01)
  }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    switch record {
    case .session(let session):
      if let announcement = session.announcement {
        state.begin(announcement)
        if model == nil { use(catalogue.model(at: announcement.start)) }
      }
      guard session.moment == .finished || session.moment == .abandoned || session.moment == .closed else {
        return
      }
      isOver = true
      for id in book.finish() { say(id, time: session.time, into: &output) }
    case .timing(let timing):
      state.take(timing)
      guard !isOver, let model, state.raceLap >= 3 else { return }
      if stats?.version != state.version { stats = (state.version, FieldStats(state)) }
      guard let stats = stats?.stats else { return }
      for id in book.update(state, stats, model) { say(id, time: timing.time, into: &output) }
    case .recompute(let request): take(request, into: &output)
    default: return
    }
  }

  private mutating func use(_ model: PitModel) {
    self.model = model
    model.prepareToExplain()
  }

  /// Follows the request of a recomputation: the newest record of each battle again, with the other model's answers.
  private mutating func take(_ request: Recompute, into output: inout FactOutput) {
    guard request.fact == Self.name,
      let wanted = request.model.map(catalogue.model(id:)) ?? catalogue.newest
    else { return }
    use(wanted)
    book.foretellAgain(by: wanted)
    for id in said.keys.sorted() {
      guard var record = said[id], let forecast = record.forecast else { continue }
      record.forecast = forecast.again(by: wanted)
      say(id, record, into: &output)
    }
  }

  private mutating func say(_ id: String, time: Timestamp?, into output: inout FactOutput) {
    guard let battle = book.battles[id] else { return }
    let now = Battle.Published(battle, battle.forecast, isNeutralised: state.status.isNeutralised)
    guard isWorthSaying(now, battle.published) else { return }
    say(id, PitBattleRecord(battle, state, stats?.stats, time: time), into: &output)
  }

  private mutating func say(_ id: String, _ record: PitBattleRecord, into output: inout FactOutput) {
    said[id] = record
    book.markPublished(
      id,
      Battle.Published(record.battle, record.forecast, isNeutralised: record.status.isNeutralised))
    // A model whose trees are too deep to be explained has no explanations.
    let explanation = record.forecast.flatMap { forecast in try? model?.explain(forecast.basis) }
    output.assert(id: id, lap: record.lap, sessionTime: record.sessionTime, time: record.time) { writer in
      record.write(explanation, into: &writer)
    }
  }

  private func isWorthSaying(_ now: Battle.Published, _ before: Battle.Published?) -> Bool {
    // A battle that was over before anybody heard of it is not told.
    guard let before else { return !(now.phase == .off) }
    if now.phase != before.phase || now.reason != before.reason || now.isNeutralised != before.isNeutralised {
      return true
    }
    guard let gap = now.gap, let probability = now.probability, let oldGap = before.gap,
      let oldProbability = before.probability
    else { return (now.gap == nil) != (before.gap == nil) }
    return abs(gap - oldGap) >= gapStep - 1e-9 || abs(probability - oldProbability) >= probabilityStep - 1e-9
  }
}
