import Football
import Formats
import Formula1

/// The fact `pitbattle`: a record for each pair of cars that can decide places by a stop, again whenever its phase
/// changes, the gap foretold moves by 0.05 s or the probability by a point (*ours*: `pitbattle.gap_step_s`,
/// `pitbattle.probability_step`).
public struct PitBattleFact: MatchFact {
  public static let name = "pitbattle"
  public static let reads: Set<FeedRecordType> = [.session, .timing]

  private let catalogue: PitCatalogue
  private let gapStep: Double
  private let probabilityStep: Double
  private var model: PitModel?
  private var state = RaceState()
  private var book = BattleBook()
  private var stats: (version: Int, stats: FieldStats)?
  private var isOver = false

  public init(settings: FactSettings) {
    catalogue = settings.pitModels ?? .bundled
    gapStep = settings.double("pitbattle.gap_step_s", default: 0.05)
    probabilityStep = settings.double("pitbattle.probability_step", default: 0.01)
  }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    switch record {
    case .session(let session):
      if let announcement = session.announcement {
        state.begin(announcement)
        if model == nil { model = catalogue.model(at: announcement.start) }
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
    default: return
    }
  }

  private mutating func say(_ id: String, time: Timestamp?, into output: inout FactOutput) {
    guard let battle = book.battles[id] else { return }
    let now = Battle.Published(
      phase: battle.phase, reason: battle.reason, gap: battle.prediction?.gap,
      probability: battle.prediction?.probability, isNeutralised: state.status.isNeutralised)
    guard isWorthSaying(now, battle.published) else { return }
    book.markPublished(id, now)
    output.assert(id: id, lap: state.raceLap, sessionTime: state.now, time: time) { writer in
      PitBattleRecord(battle: battle, state: state, stops: stats?.stats).write(into: &writer)
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
