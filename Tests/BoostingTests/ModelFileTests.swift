import Testing

@testable import Boosting

@Suite struct ModelFileTests {
  private func file() throws -> ModelFile {
    let rows = SyntheticRows(count: 1200, seed: 11)
    let names = (0..<7).map { "f\($0)" }
    let members = try [UInt32(1), 2].map { seed in
      try BoosterTrainer(parameters: ["subsample": "0.6", "max_depth": "4"], rounds: 12, seed: seed)
        .train(rows.matrix, labels: rows.labels).ensemble()
    }
    return ModelFile(
      id: "test-1", fact: "xgoals", validFrom: "2000-01-01T00:00:00Z", licence: "none",
      training: [.init("rows", "1200"), .init("a \"quoted\" name", "é")],
      models: [
        try BoostedModel(
          name: "positions", features: names, members: members,
          calibration: Calibration(slope: 0.9, intercept: -0.1)),
        try BoostedModel(name: "events", features: names, members: [members[1]], calibration: .identity),
      ])
  }

  @Test("reading what was written gives the same model, and writing it again the same bytes")
  func roundTrip() throws {
    let file = try file()
    let bytes = file.json
    let read = try ModelFile(json: bytes)
    #expect(read == file)
    let isSame = read.json == bytes
    #expect(isSame)
    #expect(bytes.split(separator: 0x0A).count == 1 + 36)
  }

  @Test("margins of members are averaged, then calibrated")
  func averaged() throws {
    let model = try #require(try file().model("positions"))
    let row: [Float] = [0.3, -1, 2, 0, .nan, 1, 1]
    let margins = model.members.map { Double($0.margin(row)) }
    #expect(margins[0] != margins[1])
    let mean = (margins[0] + margins[1]) / 2
    #expect(model.margin(row) == mean)
    #expect(model.probability(row) == logistic(0.9 * mean - 0.1))
  }

  @Test("a cut or changed file is refused with a reason")
  func refused() throws {
    let bytes = try file().json
    #expect(throws: BoostingError.self) { try ModelFile(json: Array(bytes.dropLast(40))) }
    let text = String(decoding: bytes, as: UTF8.self)
    for (from, to) in [
      ("touchline-model-1", "touchline-model-9"), ("\"platt\"", "\"magic\""),
      ("\"slope\":0.9", "\"slope\":-1"),
      ("\"f6\"", "\"f5\""), ("\"feature\":[", "\"feature\":[9,"), ("\"events\"", "\"positions\""),
    ] {
      #expect(text.contains(from))
      #expect(throws: BoostingError.self, "\(from)") {
        try ModelFile(json: Array(text.replacing(from, with: to).utf8))
      }
    }
  }
}
