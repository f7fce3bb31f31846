import Football
import Formats
import Formula1
import Foundation
import Testing

/// The JSON Schemas of the feed say what the decoder takes.
@Suite struct FeedSchemaTests {
  static let names = [
    "football.match", "football.event", "football.frame", "football.recompute", "f1.session", "f1.timing",
    "f1.recompute",
  ]

  private func schema(_ name: String) throws -> [String: Any] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "topics/schemas/\(name).json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The values that the field at this path may have.
  private func choices(_ name: String, _ path: String...) throws -> Set<String> {
    var part = try schema(name)
    for field in path {
      if let items = part["items"] as? [String: Any] { part = items }
      let properties = try #require(part["properties"] as? [String: Any])
      part = try #require(properties[field] as? [String: Any], "\(name) lacks \(path.joined(separator: "."))")
    }
    return Set(try #require(part["enum"] as? [String]))
  }

  private func decode(_ record: [String: Any], _ name: String) throws -> FeedRecord {
    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: record))
    let type = try #require(FeedRecordType(rawValue: name))
    return try RecordDecoder().decode(bytes.span.bytes, type: type, isProtobuf: false)
  }

  private func values<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> Set<String>
  where Choice.RawValue == String {
    Set(Choice.allCases.map(\.rawValue))
  }

  @Test func everyTypeHasASchema() throws {
    #expect(Set(Self.names) == values(FeedRecordType.self))
    for name in Self.names { #expect(try schema(name)["type"] as? String == "object") }
  }

  @Test func choicesAreThoseOfTheProgram() throws {
    let event = "football.event"
    #expect(try choices("f1.session", "type") == values(SessionMoment.self))
    #expect(try choices("f1.timing", "type") == values(TimingKind.self))
    #expect(try choices("f1.timing", "compound") == values(Compound.self))
    #expect(try choices("f1.timing", "status") == values(TrackStatus.self))
    #expect(try choices("f1.timing", "penalty") == values(Penalty.Kind.self))
    #expect(try choices("football.match", "type") == values(MatchMoment.self))
    #expect(try choices(event, "type") == values(EventType.self))
    #expect(try choices(event, "outcome") == values(ShotOutcome.self).union(values(PassOutcome.self)))
    #expect(try choices(event, "body_part") == values(BodyPart.self))
    #expect(try choices(event, "restart") == values(Restart.self))
    #expect(try choices(event, "technique") == values(ShotTechnique.self))
    #expect(try choices(event, "origin") == values(ShotOrigin.self))
    #expect(try choices(event, "grade") == values(ChanceGrade.self))
    #expect(try choices(event, "height") == values(PassHeight.self))
    #expect(try choices(event, "card") == values(CardColour.self))
  }

  @Test(arguments: names) func examplesAreTaken(_ name: String) throws {
    let schema = try schema(name)
    let examples = try #require(schema["examples"] as? [[String: Any]])
    for example in examples {
      #expect(try decode(example, name).type.rawValue == name)
    }
  }

  /// What is written again holds no field that the schema does not know, and loses none of the example's.
  @Test(arguments: names) func examplesAreWrittenAgain(_ name: String) throws {
    for example in try #require(schema(name)["examples"] as? [[String: Any]]) {
      var writer = JSONWriter()
      try decode(example, name).write(into: &writer)
      let written = try #require(
        try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
      let known = try #require(schema(name)["properties"] as? [String: Any])
      #expect(Set(written.keys).subtracting(known.keys).isEmpty)
      #expect(Set(example.keys).subtracting(written.keys).isEmpty)
    }
  }

  @Test(arguments: names) func whatIsRequiredIsMissed(_ name: String) throws {
    let schema = try schema(name)
    let required = try #require(schema["required"] as? [String])
    let example = try #require((schema["examples"] as? [[String: Any]])?.first)
    for field in required {
      var less = example
      less[field] = nil
      if field == "type", name != "football.match" { continue }  // the header says the type too
      #expect(throws: RecordError.self, "\(name) without \(field)") { try decode(less, name) }
    }
  }
}
