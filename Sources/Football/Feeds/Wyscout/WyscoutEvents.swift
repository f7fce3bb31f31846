import Formats

/// Turns Wyscout's rows into events.
///
/// - Both players of a duel have a row: the two are paired (complementary kinds, other team, within seven rows and 3 s)
///   into one duel with the id of the first. 703 is won, 701 lost, 702 neutral: a neutral duel has no winner. The side
///   of "Ground defending duel" defends; of air and loose-ball duels the data name no side.
/// - Tags make events of their own beside a row's: 1401 an interception (`<id>-interception`), 1701, 1702, 1703 a card
///   (`<id>-card`), 102 an own goal (`<id>-own-goal`).
/// - Home plays towards +x in periods 1 and 3 (the data do not tell).
struct WyscoutEvents {
  let announcement: MatchAnnouncement

  func events(_ rows: [WyscoutRow]) -> [Event] {
    var events: [Event] = []
    var told: Set<Int> = []
    for (place, row) in rows.enumerated() {
      var event = base(row, Int64(place))
      if row.event == "Duel" {
        if told.contains(place) { continue }
        let twin = twin(of: place, rows, told)
        if let twin { told.insert(twin) }
        event.type = .duel
        event.detail = .duel(duel(row, twin.map { rows[$0] }))
      } else {
        take(row, into: &event)
      }
      events.append(event)
      events += tagged(row, event)
    }
    return events
  }

  private func base(_ row: WyscoutRow, _ sequence: Int64) -> Event {
    let team = WyscoutID.id(row.team)
    let home: Direction = row.period == 1 || row.period == 3 ? .right : .left
    let direction = team == announcement.home.id ? home : home.opposite
    return Event(
      matchID: announcement.matchID, id: row.id, type: .other, period: row.period, clock: row.clock,
      sequence: sequence, teamID: team, playerID: row.player.map(WyscoutID.id),
      location: row.start?.turned(for: direction), end: row.end?.turned(for: direction), direction: direction,
      detail: .other(name: row.subEvent.isEmpty ? row.event : "\(row.event): \(row.subEvent)"))
  }

  private func take(_ row: WyscoutRow, into event: inout Event) {
    switch (row.event, row.subEvent) {
    case ("Shot", _), ("Free Kick", "Free kick shot"), ("Free Kick", "Penalty"):
      // A shot without a place cannot be used; the data have none.
      guard event.location != nil else { return }
      event.type = .shot
      event.detail = .shot(shot(row))
    case ("Pass", _), ("Free Kick", _):
      event.type = .pass
      event.detail = .pass(pass(row))
    case ("Others on the ball", "Clearance"): event.type = .clearance
    case ("Others on the ball", "Acceleration"): event.type = .carry
    case ("Others on the ball", _): event.type = .touch
    case ("Save attempt", _): event.type = .save
    case ("Foul", _): event.type = .foul
    case ("Offside", _): event.type = .offside
    case ("Interruption", _): event.type = .stoppage
    default: break
    }
  }

  private func pass(_ row: WyscoutRow) -> Pass {
    Pass(
      outcome: row.tags.contains(1801) ? .complete : row.tags.contains(1802) ? .incomplete : .unknown,
      restart: WyscoutPassWords.restart(row.subEvent),
      height: WyscoutPassWords.height(row.subEvent, isHigh: row.tags.contains(801)),
      bodyPart: WyscoutPassWords.bodyPart(row.subEvent, mark: bodyPart(row)),
      isCross: WyscoutPassWords.isCross(row.subEvent),
      isShotAssist: row.tags.contains(301) || row.tags.contains(302))
  }

  private func shot(_ row: WyscoutRow) -> Shot {
    let outcome: ShotOutcome =
      if row.tags.contains(101) {
        .goal
      } else if row.tags.contains(2101) {
        .blocked
      } else if row.tags.contains(where: { (1217...1223).contains($0) }) {
        .woodwork
      } else {
        row.tags.contains(1801) ? .saved : .wide
      }
    let restart: Restart? =
      row.subEvent == "Penalty" ? .penalty : row.subEvent == "Free kick shot" ? .freeKick : nil
    let origin: ShotOrigin? =
      restart == .penalty
      ? .penalty : restart == .freeKick ? .freeKick : row.tags.contains(1901) ? .counterAttack : nil
    return Shot(outcome: outcome, bodyPart: bodyPart(row), restart: restart, origin: origin)
  }

  /// 403 is "head/body".
  private func bodyPart(_ row: WyscoutRow) -> BodyPart? {
    row.tags.contains(401)
      ? .leftFoot : row.tags.contains(402) ? .rightFoot : row.tags.contains(403) ? .head : nil
  }

  private func twin(of place: Int, _ rows: [WyscoutRow], _ told: Set<Int>) -> Int? {
    let row = rows[place]
    let wanted =
      switch row.subEvent {
      case "Ground attacking duel": "Ground defending duel"
      case "Ground defending duel": "Ground attacking duel"
      default: row.subEvent
      }
    return (place + 1..<min(place + 8, rows.count)).first { other in
      let candidate = rows[other]
      return candidate.event == "Duel" && candidate.subEvent == wanted && candidate.team != row.team
        && candidate.period == row.period && abs(candidate.clock - row.clock) < 3 && !told.contains(other)
    }
  }

  private func duel(_ row: WyscoutRow, _ twin: WyscoutRow?) -> Duel {
    let own = WyscoutID.id(row.team)
    let rival = announcement.opponent(of: own)
    let opponent = twin?.player.map(WyscoutID.id)
    let defending: String? =
      switch row.subEvent {
      case "Ground defending duel": own
      case "Ground attacking duel": rival
      default: nil
      }
    var duel = Duel(isAerial: row.subEvent == "Air duel", defendingTeamID: defending)
    guard let isWon = isWon(row, twin) else { return duel }
    let player = row.player.map(WyscoutID.id)
    duel.winnerID = isWon ? player : opponent
    duel.winnerTeamID = isWon ? own : rival
    duel.loserID = isWon ? opponent : player
    duel.loserTeamID = isWon ? rival : own
    return duel
  }

  /// Nil where the two rows disagree or neither says.
  private func isWon(_ row: WyscoutRow, _ twin: WyscoutRow?) -> Bool? {
    func points(_ tags: Set<Int>?) -> Int {
      (tags?.contains(703) == true ? 1 : 0) - (tags?.contains(701) == true ? 1 : 0)
    }
    let difference = points(row.tags) - points(twin?.tags)
    return difference == 0 ? nil : difference > 0
  }

  private func tagged(_ row: WyscoutRow, _ event: Event) -> [Event] {
    var events: [Event] = []
    func add(_ suffix: String, _ type: EventType, _ detail: EventDetail) {
      var extra = event
      extra.id = "\(event.id)-\(suffix)"
      extra.type = type
      extra.end = nil
      extra.detail = detail
      events.append(extra)
    }
    if row.tags.contains(1401) { add("interception", .interception, .none) }
    if row.tags.contains(102) { add("own-goal", .ownGoal, .none) }
    let colours: [(tag: Int, colour: CardColour)] = [(1703, .secondYellow), (1701, .red), (1702, .yellow)]
    if let card = colours.first(where: { row.tags.contains($0.tag) }) {
      add("card", .card, .card(Card(colour: card.colour)))
    }
    return events
  }
}
