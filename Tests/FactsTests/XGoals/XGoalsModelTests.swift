import Boosting
import Football
import Testing

@testable import Facts

@Suite struct XGoalsModelTests {
  private let model = XGoalsCatalogue.bundled(.statsbomb).newest

  @Test("the models compiled in can be read, and every one has both parts")
  func bundled() throws {
    let catalogue = try XGoalsCatalogue.readBundled(.statsbomb)
    #expect(catalogue.model(id: "xgoals-2026-2") != nil)
    #expect(catalogue.models.allSatisfy { catalogue.model(id: $0.id) == $0 })
  }

  private func central(_ distance: Double, players: ShotSituation.Players? = nil) -> ShotSituation {
    ShotSituation(ball: Point(52.5 - distance, 0), bodyPart: .rightFoot, players: players)
  }

  @Test("a shot is worth less from farther away, with the head, and with a defender in the way")
  func sensible() {
    for players in [nil, ShotSituation.Players(goalkeeper: Point(51.5, 0))] {
      var last = 1.0
      for distance in [4.0, 7, 11, 16, 22, 30] {
        let now = model.predict(central(distance, players: players)).probability
        #expect(now < last && now > 0.001)
        last = now
      }
      var header = central(8, players: players)
      let foot = model.predict(header).probability
      header.bodyPart = .head
      #expect(model.predict(header).probability < foot)
    }
    let free = ShotSituation.Players(goalkeeper: Point(51.5, 0))
    var blocked = free
    blocked.opponents = [Point(45, 0), Point(44, 0.3)]
    let difference =
      model.predict(central(11, players: free)).probability
      - model.predict(central(11, players: blocked)).probability
    #expect(difference > 0.05)
  }

  @Test("the source is said, and a provider's features change what the event alone gives")
  func sources() {
    var s = central(14)
    #expect(model.predict(s).source == PositionSource.none)
    let bare = model.predict(s).probability
    s.provided = ProvidedShotFeatures(defendersInCone: 4, goalkeeperDistanceToGoal: 1)
    #expect(model.predict(s).source == .provided)
    #expect(model.predict(s).probability < bare)
    s.players = .init(goalkeeper: Point(51, 0))
    #expect(model.predict(s).source == .freezeFrame)
    #expect(model.predict(s, isTracked: true).source == .tracking)
  }

  @Test("a model with a feature that the program does not know, or without a part, is refused")
  func refused() throws {
    let file = try #require(EmbeddedModels.file("xgoals-2026-2"))
    let text = String(decoding: file, as: UTF8.self)
    for (from, to) in [
      ("\"angle_deg\"", "\"moon_phase\""), ("\"events\"", "\"other\""), ("2000-01-01T", "someday "),
    ] {
      let changed = try ModelFile(json: Array(text.replacing(from, with: to).utf8))
      #expect(throws: BoostingError.self, "\(from)") { try XGoalsModel(changed) }
    }
  }
}

enum EmbeddedModels {
  static func file(_ id: String) -> [UInt8]? {
    EmbeddedFiles.models.first { $0.name.hasSuffix("/\(id).json") }.map { Array($0.text.utf8) }
  }
}
