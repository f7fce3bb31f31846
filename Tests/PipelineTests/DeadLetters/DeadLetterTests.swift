import Kafka
import Testing

@testable import Pipeline

@Suite struct DeadLetterTests {
  private func letter(_ value: String, headers: [(String, String)], key: String? = nil) -> DeadLetter {
    DeadLetter(
      ReadRecord(
        partition: TopicPartition("feed.football.dlq", 0), offset: 17, key: key.map { Array($0.utf8) },
        value: Array(value.utf8), headers: headers.map { RecordHeader(name: $0.0, value: Array($0.1.utf8)) }))
  }

  private let added = [
    ("origin_topic", "dev.feed.football"), ("origin_partition", "3"), ("origin_offset", "12"),
    ("dlq_reason", "field \"x\": missing"), ("dlq_stage", "validate"), ("dlq_timestamp", "1"),
  ]

  @Test func tellsItsPlaceOriginAndReason() {
    let letter = letter("{}", headers: [("ce_type", "football.event")] + added, key: "m-1")
    #expect(letter.id == "feed.football.dlq/0/17")
    #expect(letter.origin?.partition == TopicPartition("dev.feed.football", 3))
    #expect(letter.origin?.offset == 12)
    #expect(letter.reason == "field \"x\": missing")
    #expect(letter.stage == "validate")
    #expect(letter.match == "m-1")
    #expect(letter.originalSize == nil)
  }

  @Test func goesBackWithTheHeadersItHad() {
    let letter = letter("{}", headers: [("ce_type", "football.event"), ("ce_subject", "m-2")] + added)
    #expect(letter.originalHeaders.count == 2)
    #expect(letter.match == "m-2")
  }

  @Test func theKeyOfAFactIsNoMatch() {
    let letter = letter(
      "{}", headers: [("origin_topic", "facts.xgoals"), ("origin_partition", "0"), ("origin_offset", "1")],
      key: "season")
    #expect(letter.match == nil)
  }

  @Test func jsonIsShownWithALineForEachField() {
    let letter = letter(#"{"id":"a","n":[1,2],"o":{}}"#, headers: [])
    #expect(letter.valueLines() == ["{", #"  "id": "a","#, #"  "n": [1,2],"#, #"  "o": {}"#, "}"])
  }

  @Test func whatIsNotIsShownInHexadecimal() {
    let lines = letter("kaputt\u{1}" + String(repeating: "x", count: 20), headers: []).valueLines(
      maxBytes: 20)
    #expect(lines[0] == "0000  6b 61 70 75 74 74 01 78 78 78 78 78 78 78 78 78  kaputt.xxxxxxxxx")
    #expect(lines[1].hasPrefix("0010  78 78 78 78  "))
    #expect(lines[2] == "… 7 more bytes")
  }
}
