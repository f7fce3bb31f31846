import Football

/// What is kept apart from one another: corners and free kicks.
public enum SetPieceKind: String, Sendable, CaseIterable {
  case corner
  case freeKick = "free_kick"

  /// Penalties, throw-ins, goal kicks, kick-offs and dropped balls are no set pieces.
  public init?(_ restart: Restart?) {
    switch restart {
    case .corner: self = .corner
    case .freeKick: self = .freeKick
    default: return nil
    }
  }

  /// The kind to which the feed itself ascribes a shot.
  public init?(_ origin: ShotOrigin?) {
    switch origin {
    case .corner: self = .corner
    case .freeKick: self = .freeKick
    default: return nil
    }
  }
}

/// Where a set piece was taken, seen by the team that takes it.
public enum PitchZone: String, Sendable, CaseIterable {
  case ownHalf = "own_half"
  /// The opponent's half before the final third.
  case middle
  case finalThird = "final_third"

  /// - Parameter x: metres from the halfway line towards the opponent's goal.
  public init(x: Double, pitchLength: Double) {
    self = x < 0 ? .ownHalf : x < pitchLength / 6 ? .middle : .finalThird
  }
}

/// A corner or free kick with what came of it.
struct SetPiece: Sendable {
  /// The restart: a pass, or a shot taken directly.
  var restart: Event
  var kind: SetPieceKind
  /// Of the same team, in order of play; a direct shot is the first.
  var shots: [Event] = []
  /// Own goals of the opponent.
  var ownGoals = 0

  func zone(pitchLength: Double) -> PitchZone? {
    guard kind != .corner else { return .finalThird }
    guard let place = restart.location, let direction = restart.direction else { return nil }
    return PitchZone(x: place.turned(for: direction).x, pitchLength: pitchLength)
  }
}

extension Event {
  /// How play began again with this event.
  var restart: Restart? {
    switch detail {
    case .pass(let pass): pass.restart
    case .shot(let shot): shot.restart
    default: nil
    }
  }

  /// The kind of set piece that begins with this event. There are none in a shoot-out.
  var setPieceKind: SetPieceKind? { period < 5 && teamID != nil ? SetPieceKind(restart) : nil }

  /// The kind of set piece to which the feed ascribes this shot. A direct shot belongs to its own.
  var ascribedKind: SetPieceKind? {
    guard case .shot(let shot) = detail, shot.restart == nil, period < 5 else { return nil }
    return SetPieceKind(shot.origin)
  }
}
