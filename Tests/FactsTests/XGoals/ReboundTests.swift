import Football
import Testing

@testable import Facts

@Suite struct ReboundTests {
  private func valuer(_ events: [Event]) -> ShotValuer {
    var valuer = ShotValuer(settings: FactSettings())
    _ = valuer.take(XGoalsMatch.announced)
    for event in events { _ = valuer.take(.event(event)) }
    return valuer
  }

  private func shot(
    _ id: String, _ clock: Double, _ outcome: ShotOutcome = .wide, team: String = "home", period: Int = 1
  ) -> Event {
    XGoalsMatch.shot(
      id, period: period, clock: clock, team: team, Shot(outcome: outcome, bodyPart: .rightFoot))
  }

  @Test("a shot soon after a saved one of the team is a rebound, others are not")
  func rebounds() throws {
    let valuer = valuer([
      shot("a", 100, .saved), shot("b", 104.5), shot("c", 200, .blocked), shot("d", 206.1),
      shot("e", 300, .saved),
      shot("f", 302, team: "away"), shot("g", 400, .woodwork), shot("h", 401, .wide), shot("i", 403),
    ])
    func value(_ id: String, _ feature: ShotFeature) throws -> Double {
      try #require(valuer.value(of: id)).features[feature]
    }
    #expect(try value("b", .afterSave) == 1 && value("b", .afterBlock) == 0)
    #expect(try value("d", .afterBlock) == 0, "six whole seconds later")
    #expect(try value("f", .afterSave) == 0, "the other team's shot")
    #expect(try value("h", .afterWoodwork) == 1)
    #expect(try value("i", .afterWoodwork) == 0, "the shot just before went wide")
    #expect(try value("a", .afterSave) == 0)
  }

  @Test("a correction of the shot before changes the rebound, in whichever order they come")
  func corrections() throws {
    var valuer = valuer([shot("b", 104), shot("a", 100, .saved)])
    #expect(try #require(valuer.value(of: "b")).features[.afterSave] == 1)
    var later = shot("a", 100, .blocked)
    later.revision = 1
    #expect(valuer.take(.event(later)).contains("b"))
    #expect(try #require(valuer.value(of: "b")).features[.afterBlock] == 1)
    let changed = valuer.take(.event(XGoalsMatch.withdrawal("a", revision: 2)))
    #expect(changed.contains("b"))
    #expect(try #require(valuer.value(of: "b")).features[.afterBlock] == 0)
  }

  @Test("a file's rebounds follow match clock, team and outcome, penalties included")
  func file() {
    var table = ShotTable()
    for number in 0..<4 {
      table.rows.append(
        ShotRow(
          id: "\(number)", match: "m", competition: "", bodyPart: "", shotType: "",
          sight: .situation(ShotSituation(ball: Point(40, 0))), label: 0, providerXG: nil))
    }
    func moment(_ second: Double, _ outcome: ShotOutcome, _ row: Int?, team: String = "A") -> ShotTable.Moment
    {
      .init(match: "m", team: team, period: 1, second: second, outcome: outcome, row: row)
    }
    table.moments = [
      moment(12, .wide, 1), moment(10, .saved, 0), moment(60, .saved, nil), moment(61, .wide, 2),
      moment(62, .wide, 3, team: "B"),
    ]
    table.findRebounds()
    #expect(table.rows.map(\.situation.rebound) == [Rebound.none, .save, .save, Rebound.none])
  }
}
