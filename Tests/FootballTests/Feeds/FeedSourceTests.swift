import Football
import Formats
import Testing

@Suite struct FeedSourceTests {
  @Test func formatsAreToldByContent() throws {
    let folder = TemporaryFolder()
    folder.write("a/matchinformation.xml", DFLFeedTests.information)
    let events = folder.write("a/anything.xml", "<PutDataRequest>\(DFLFeedTests.kickOff)</PutDataRequest>")
    let lines = folder.write("b/x", JSONLinesTests.lines(JSONLinesTests.match().records))
    #expect(try FeedSource.detect(path: folder.path + "/a") == .dfl)
    #expect(try FeedSource.detect(path: events) == .dfl)
    #expect(try FeedSource.detect(path: lines) == .jsonl)
    let error = #expect(throws: FeedError.self) { try FeedSource.open(path: folder.path) }
    #expect(error?.reason.contains("jsonl, dfl") == true)
    #expect(try FeedSource.open(path: folder.path, format: .dfl).matches.map(\.matchID) == ["T-MAT-1"])
  }

  @Test func packedFilesAreReadAlike() throws {
    let folder = TemporaryFolder()
    let text = JSONLinesTests.lines(JSONLinesTests.match().records)
    let plain = folder.write("m.jsonl", text)
    let packed = folder.write("m.jsonl.gz", try #require(Gzip.compress(Array(text.utf8))))
    var counts: [Int] = []
    for path in [plain, packed] {
      var count = 0
      for match in try FeedSource.open(path: path).matches { try match.read { _ in count += 1 } }
      counts.append(count)
    }
    #expect(counts[0] == counts[1] && counts[0] > 10)
  }

  @Test func oneFileOfASeasonIsOneMatch() throws {
    let folder = TemporaryFolder()
    for number in [77, 78] {
      folder.write("events/\(number).json", "[\(StatsBombFeedTests.start.joined(separator: ","))]")
    }
    #expect(try FeedSource.open(path: folder.path).matches.count == 2)
    let one = try FeedSource.open(path: folder.path + "/events/78.json")
    #expect(one.matches.map(\.matchID) == ["statsbomb-78"])
    for name in ["77", "statsbomb-77"] {
      #expect(
        try FeedSource.open(path: folder.path, matches: [name]).matches.map(\.matchID) == ["statsbomb-77"])
    }
    let error = #expect(throws: FeedError.self) { try FeedSource.open(path: folder.path, matches: ["79"]) }
    #expect(error?.reason.contains("79") == true)
  }

  @Test func whatIsNotThereOrNotKnownIsAnError() {
    let folder = TemporaryFolder()
    let path = folder.write("notes.txt", "hello")
    let empty = folder.write("empty", "")
    for bad in [path, empty, folder.path, folder.path + "/none"] {
      let error = #expect(throws: FeedError.self) { try FeedSource.open(path: bad) }
      #expect(error?.file == bad)
    }
  }

  @Test func anEventsFileWithoutMatchInformationSaysWhatIsMissing() {
    let folder = TemporaryFolder()
    let path = folder.write("events.xml", "<PutDataRequest>\(DFLFeedTests.kickOff)</PutDataRequest>")
    let error = #expect(throws: FeedError.self) { try FeedSource.open(path: path) }
    #expect(error?.reason.contains("matchinformation.xml") == true)
  }

  /// Every record that a reader gives passes the validator of the log.
  @Test func whatReadersGiveTheValidatorTakes() throws {
    let records =
      try DFLFeedTests.records(events: [DFLFeedTests.kickOff])
      + StatsBombFeedTests.records([StatsBombFeedTests.event(5, "Shot", StatsBombFeedTests.shot("Goal"))])
    let decoder = RecordDecoder()
    var writer = JSONLinesWriter()
    for record in records {
      let read = try writer.line(of: record) {
        try decoder.decode($0.bytes, type: record.type, isProtobuf: false)
      }
      #expect(read == record)
    }
  }
}
