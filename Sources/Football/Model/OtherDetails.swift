public enum PassOutcome: String, Sendable, CaseIterable {
  case complete, incomplete, out, offside, unknown
}

public enum PassHeight: String, Sendable, CaseIterable { case ground, low, high }

public struct Pass: Sendable, Equatable {
  public var outcome: PassOutcome
  public var restart: Restart?
  public var height: PassHeight?
  public var bodyPart: BodyPart?
  public var isCross: Bool
  /// The receiver, of an incomplete pass the one it was meant for, where the feed tells.
  public var recipientID: String?
  /// It led to a shot, by the feed.
  public var isShotAssist: Bool?

  public init(
    outcome: PassOutcome, restart: Restart? = nil, height: PassHeight? = nil, bodyPart: BodyPart? = nil,
    isCross: Bool = false, recipientID: String? = nil, isShotAssist: Bool? = nil
  ) {
    self.outcome = outcome
    self.restart = restart
    self.height = height
    self.bodyPart = bodyPart
    self.isCross = isCross
    self.recipientID = recipientID
    self.isShotAssist = isShotAssist
  }
}

/// A duel for the ball. Winner and loser are as the feed judges them.
public struct Duel: Sendable, Equatable {
  public var isAerial: Bool
  public var winnerID: String?
  public var winnerTeamID: String?
  public var loserID: String?
  public var loserTeamID: String?
  /// The team without the ball when the duel began: for it the duel is a defensive one.
  public var defendingTeamID: String?

  public init(
    isAerial: Bool, winnerID: String? = nil, winnerTeamID: String? = nil, loserID: String? = nil,
    loserTeamID: String? = nil, defendingTeamID: String? = nil
  ) {
    self.isAerial = isAerial
    self.winnerID = winnerID
    self.winnerTeamID = winnerTeamID
    self.loserID = loserID
    self.loserTeamID = loserTeamID
    self.defendingTeamID = defendingTeamID
  }
}

public enum CardColour: String, Sendable, CaseIterable {
  case yellow
  case secondYellow = "second_yellow"
  case red
}

public struct Card: Sendable, Equatable {
  public var colour: CardColour
  public init(colour: CardColour) { self.colour = colour }

  public var isSendingOff: Bool { colour != .yellow }
}

public struct Substitution: Sendable, Equatable {
  public var playerOffID: String
  public var playerOnID: String?
  public init(playerOffID: String, playerOnID: String?) {
    self.playerOffID = playerOffID
    self.playerOnID = playerOnID
  }
}
