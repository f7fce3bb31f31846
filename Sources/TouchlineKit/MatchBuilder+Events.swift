import Football

extension MatchBuilder {
  /// A pass; `receiver` is the shirt number.
  @discardableResult
  public mutating func pass(
    _ side: Side, by number: Int, to receiver: Int? = nil, at clock: Double, from place: Point = Point(0, 0),
    end: Point? = nil, _ outcome: PassOutcome = .complete, restart: Restart? = nil, isCross: Bool = false
  ) -> Event {
    let pass = Pass(
      outcome: outcome, restart: restart, isCross: isCross, recipientID: receiver.map { player(side, $0) })
    return event(.pass, side, by: number, at: clock, from: place, to: end, .pass(pass))
  }

  /// A corner from the right, played into the box unless said otherwise.
  @discardableResult
  public mutating func corner(
    _ side: Side, by number: Int = 7, at clock: Double, _ outcome: PassOutcome = .complete
  ) -> Event {
    pass(
      side, by: number, at: clock, from: Point(52.5, -34), end: Point(45, 0), outcome, restart: .corner,
      isCross: true)
  }

  /// A free kick that is passed.
  @discardableResult
  public mutating func freeKick(
    _ side: Side, by number: Int = 7, at clock: Double, from place: Point = Point(25, 10),
    _ outcome: PassOutcome = .complete
  ) -> Event {
    pass(side, by: number, at: clock, from: place, end: Point(43, 0), outcome, restart: .freeKick)
  }

  /// A shot.
  @discardableResult
  public mutating func shot(
    _ side: Side, by number: Int = 9, at clock: Double, from place: Point = Point(41.5, 0),
    _ outcome: ShotOutcome = .saved, bodyPart: BodyPart = .rightFoot, restart: Restart? = nil,
    origin: ShotOrigin? = nil, grade: ChanceGrade? = nil
  ) -> Event {
    let shot = Shot(outcome: outcome, bodyPart: bodyPart, restart: restart, origin: origin, grade: grade)
    return event(.shot, side, by: number, at: clock, from: place, .shot(shot))
  }

  @discardableResult
  public mutating func penalty(
    _ side: Side, by number: Int = 9, at clock: Double, _ outcome: ShotOutcome = .goal
  ) -> Event {
    shot(side, by: number, at: clock, outcome, restart: .penalty, origin: .penalty)
  }

  /// `side` is the team whose player hit it: the goal counts for the other one.
  @discardableResult
  public mutating func ownGoal(_ side: Side, by number: Int = 4, at clock: Double) -> Event {
    event(.ownGoal, side, by: number, at: clock, from: Point(-50, 0))
  }

  /// `winner` and `loser` are shirt numbers, of `side` and of the other one.
  @discardableResult
  public mutating func duel(
    wonBy side: Side, _ winner: Int, against loser: Int, at clock: Double, isAerial: Bool = false,
    defending: Side? = nil
  ) -> Event {
    let duel = Duel(
      isAerial: isAerial, winnerID: player(side, winner), winnerTeamID: team(side),
      loserID: player(side.other, loser), loserTeamID: team(side.other), defendingTeamID: defending.map(team))
    return event(.duel, side, by: winner, at: clock, from: Point(0, 0), .duel(duel))
  }

  @discardableResult
  public mutating func card(
    _ side: Side, _ number: Int, at clock: Double, _ colour: CardColour = .yellow
  ) -> Event {
    event(.card, side, by: number, at: clock, .card(Card(colour: colour)))
  }

  @discardableResult
  public mutating func substitution(_ side: Side, off: Int, on: Int, at clock: Double) -> Event {
    let change = Substitution(playerOffID: player(side, off), playerOnID: player(side, on))
    return event(.substitution, side, by: off, at: clock, .substitution(change))
  }

  /// A frame with the places of some players (side, shirt number) and the ball, in the fixed stadium frame.
  public mutating func frame(
    number: UInt32, at clock: Double, ball: Point? = nil,
    _ players: [(side: Side, number: Int, place: Point, speed: Float)]
  ) {
    var objects: [TrackedObject] = []
    if let ball {
      objects.append(TrackedObject(object: TrackedObject.ball, x: Float(ball.x), y: Float(ball.y)))
    }
    for entry in players {
      objects.append(
        TrackedObject(
          object: UInt32((entry.side == .home ? 0 : 18) + entry.number), x: Float(entry.place.x),
          y: Float(entry.place.y), speed: entry.speed))
    }
    add(
      .frame(
        Frame(
          matchID: matchID, period: period, number: number, time: time(period, clock), clock: clock,
          objects: objects)), at: clock)
  }
}
