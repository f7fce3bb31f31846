import Football
import Formats

/// What a pass is worth, as its match's log tells it by now.
public struct XPassValue: Sendable, Equatable {
  /// Probability that the pass is completed, rounded to 1e-9.
  public var xPass: Double
  /// It was less likely than the setting `xpass.difficult_below`.
  public var isDifficult: Bool
  /// xGoals of a shot by foot from the passer's place, where he could have shot: in the final third, in open play
  /// or from a free kick.
  public var xGoals: Double?
}

/// Values the passes of one match as its log is read: the one implementation for every fact that needs it.
///
/// A fact that uses it reads matches, events and recomputations, and hands them all on.
public struct PassValuer: Sendable {
  public static let reads: Set<FeedRecordType> = [.match, .event, .recompute]
  /// Below this probability a pass is difficult: ours.
  public static let difficultBelow = 0.75

  private let catalogue: XPassCatalogue
  private let shotCatalogue: XGoalsCatalogue
  private let difficultBelow: Double
  public private(set) var announcement: MatchAnnouncement?
  /// Chosen by the kick-off of the first announcement; a recomputation of `xpass` changes it.
  public private(set) var model: XPassModel?
  private var shotModel: XGoalsModel?
  /// The model that a recomputation asked for and that this program lacks.
  public private(set) var missingModel: String?
  /// Passes in force, in order of play.
  public private(set) var passes = EventTimeline()

  /// Settings: `xpass.difficult_below` (0.75); `xpass.models`, the family of models: `statsbomb` or `open`.
  public init(settings: FactSettings) {
    self.init(
      catalogue: settings.xPassCatalogue, shots: settings.xGoalsCatalogue,
      difficultBelow: settings.double("xpass.difficult_below", default: Self.difficultBelow))
  }

  init(
    catalogue: XPassCatalogue, shots: XGoalsCatalogue = .bundled(.statsbomb),
    difficultBelow: Double = difficultBelow
  ) {
    self.catalogue = catalogue
    shotCatalogue = shots
    self.difficultBelow = difficultBelow
  }

  /// A pass that can be valued: with a place and a direction of play.
  public static func isValued(_ event: Event) -> Bool {
    !event.isWithdrawn && event.type == .pass && event.detail.pass != nil && event.location != nil
      && event.direction != nil
  }

  /// Takes the next record of the log. Returns the ids of the passes whose value may have changed, in order of
  /// play; those that vanished are not in it.
  public mutating func take(_ record: FeedRecord) -> [String] {
    switch record {
    case .event(let event): return take(event)
    case .match(let moment):
      guard let given = moment.announcement else { return [] }
      announcement = given
      if model == nil {
        model = catalogue.model(at: given.kickOff)
        shotModel = shotCatalogue.model(at: given.kickOff)
      }
    case .recompute(let request):
      guard take(request) else { return [] }
    case .frame, .session, .timing: return []
    }
    return passes.events.map(\.id)
  }

  /// The value of a pass in force; nil for everything else.
  public func value(of id: String) -> XPassValue? {
    guard let place = passes.position(of: id) else { return nil }
    return value(at: place)
  }

  private func value(at place: Int) -> XPassValue? {
    guard let announcement, let model, let situation = passes.passSituation(at: place, announcement) else {
      return nil
    }
    let xPass = model.predict(situation)
    return XPassValue(xPass: xPass, isDifficult: xPass < difficultBelow, xGoals: xGoals(situation))
  }

  /// A pass speaks of itself and of the one after it.
  private mutating func take(_ event: Event) -> [String] {
    var touched: [Int] = []
    let old = passes.take(event, isWanted: Self.isValued(event))
    if let old { touched.append(passes.firstIndex(after: old)) }
    if let place = passes.position(of: event.id) { touched += [place, place + 1] }
    let count = passes.events.count
    return Set(touched).sorted().filter { $0 < count }.map { passes.events[$0].id }
  }

  private mutating func take(_ request: Recompute) -> Bool {
    switch request.fact {
    case "xgoals":
      guard let wanted = request.model.map(shotCatalogue.model(id:)) ?? shotCatalogue.newest else {
        missingModel = request.model
        return false
      }
      shotModel = wanted
    case XPassFact.name:
      guard let wanted = request.model.map(catalogue.model(id:)) ?? catalogue.newest else {
        missingModel = request.model
        return false
      }
      model = wanted
    default: return false
    }
    return true
  }

  private func xGoals(_ pass: PassSituation) -> Double? {
    guard pass.ball.x >= pass.pitchLength / 6, pass.restart == nil || pass.restart == .freeKick else {
      return nil
    }
    let isFreeKick = pass.restart == .freeKick
    return shotModel?.predict(
      ShotSituation(
        ball: pass.ball, goal: pass.goal, bodyPart: .foot, isFreeKick: isFreeKick,
        isUnderPressure: pass.isUnderPressure)
    ).probability
  }
}
