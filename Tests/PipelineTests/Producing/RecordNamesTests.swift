import Football
import Formats
import Kafka
import Testing

@testable import Pipeline

@Suite struct RecordNamesTests {
  private func frame(_ period: Int, _ number: UInt32) -> FeedRecord {
    .frame(
      Frame(
        matchID: "m", period: period, number: number, time: Timestamp(microseconds: 0), clock: 0, objects: [])
    )
  }

  @Test func framesAreToldApartByPeriodAndNumber() {
    var names = RecordNames()
    for number: UInt32 in [0, 1, 63, 64, 10_000, .max] { names.insert(frame(1, number).name) }
    names.insert("frame/2/5")
    names.insert("frame/2/5")
    #expect(names.count == 7)
    for number: UInt32 in [0, 1, 63, 64, 10_000, .max] { #expect(names.contains(frame(1, number))) }
    for number: UInt32 in [2, 62, 65, 5] { #expect(!names.contains(frame(1, number))) }
    #expect(names.contains(frame(2, 5)))
    #expect(!names.contains(frame(2, 0)))
  }

  @Test func idsWithSlashesStayWhole() {
    var names = RecordNames()
    names.insert("event/a/b/1")
    #expect(names.contains(.event(Event(matchID: "m", id: "a/b", revision: 1, type: .pass))))
    #expect(!names.contains(.event(Event(matchID: "m", id: "a", revision: 1, type: .pass))))
  }

  /// The vectors of Kafka's own `UtilsTest`.
  @Test(arguments: [
    ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
    ("a-little-bit-longer-string", -1_486_304_829), ("abc", 479_470_107),
    ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
  ])
  func keysGoWhereJavaPutsThem(_ key: String, _ hash: Int) {
    let bytes = Array(key.utf8)
    let expected = (hash & 0x7fff_ffff) % 12
    #expect(KeyPartition.murmur2(bytes.span.bytes, partitions: 12) == Int32(expected))
  }
}

@Suite struct FeedRecordEncoderTests {
  @Test func jsonAsItIsWritten() throws {
    let record = SmallMatch.records("m")[2]
    var encoder = FeedRecordEncoder()
    try encoder.encode(record) { key, value, headers in
      #expect(key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } == "m")
      let decoded = try RecordDecoder().decode(value, type: .event, isProtobuf: false)
      #expect(decoded == record)
      #expect(headers.count == 8)
    }
  }

  @Test func textThatCameAsTextStaysAsItIs() throws {
    let text = Array(#"{ "match_id": "m", "extra": 1 }"#.utf8)
    var encoder = FeedRecordEncoder()
    try encoder.encode(SmallMatch.records("m")[0], text: text.span.bytes) { _, value, _ in
      #expect(value.withUnsafeBytes { Array($0) } == text)
    }
  }

  @Test func framesAreProtobuf() throws {
    let frame = Frame(
      matchID: "m", period: 2, number: 7, time: Timestamp(microseconds: 1_000_000), clock: 0.28,
      objects: [TrackedObject(object: 0, x: 1, y: 2)])
    var encoder = FeedRecordEncoder()
    try encoder.encode(.frame(frame)) { _, value, _ in
      let decoded = try FrameCodec.decode(value)
      #expect(decoded.number == 7 && decoded.objects.count == 1)
    }
  }
}
