import Football
import Formats
import Glibc
import Testing
import TouchlineKit

@Suite struct JSONLinesTests {
  static func match() -> MatchBuilder {
    var match = MatchBuilder()
    match.start(1)
    match.pass(.home, by: 5, to: 7, at: 10, from: Point(-10, 3), end: Point(5, -2))
    let shot = match.shot(.home, at: 30, from: Point(40, 4), .goal)
    match.frame(number: 750, at: 30, ball: Point(40, 4), [(.home, 9, Point(39.5, 4), 6.25)])
    match.duel(wonBy: .away, 4, against: 9, at: 40, isAerial: true, defending: .away)
    match.card(.away, 4, at: 50)
    match.substitution(.home, off: 9, on: 14, at: 60)
    match.ownGoal(.away, at: 70)
    match.cancelGoal(shot, at: 80)
    match.withdraw(shot, at: 90)
    match.end(1)
    match.finish()
    return match
  }

  static func lines(_ records: [FeedRecord]) -> String {
    var writer = JSONLinesWriter()
    return records.map { writer.text(of: $0) + "\n" }.joined()
  }

  static func read(_ text: String) throws -> [FeedRecord] {
    let folder = TemporaryFolder()
    let path = folder.write("match.jsonl", text)
    var records: [FeedRecord] = []
    let source = try FeedSource.open(path: path, format: .jsonl)
    for match in source.matches { try match.read { records.append($0) } }
    return records
  }

  @Test func readsBackWhatItWrote() throws {
    let records = Self.match().records
    let read = try Self.read(Self.lines(records))
    #expect(read.count == records.count)
    #expect(Self.lines(read) == Self.lines(records))
    // A withdrawal says nothing but its id, and a speed that is unknown is not equal to itself: all else is.
    for (a, b) in zip(read, records) {
      if case .frame = a { continue }
      #expect(a == b)
    }
  }

  @Test func blankLinesAndCarriageReturnsArePassedOver() throws {
    let records = Self.match().records
    let text = "\n  \r\n" + Self.lines(records).split(separator: "\n").joined(separator: "\r\n\r\n")
    #expect(try Self.read(text).count == records.count)
  }

  @Test func aBadLineIsNamedAfterAllBeforeItWereGiven() throws {
    let records = Self.match().records
    var lines = Self.lines(records).split(separator: "\n").map(String.init)
    lines[3] = lines[3].replacing("\"outcome\":\"goal\"", with: "\"outcome\":\"gool\"")
    let folder = TemporaryFolder()
    let path = folder.write("bad.jsonl", lines.joined(separator: "\n"))
    var given = 0
    let error = #expect(throws: FeedError.self) {
      for match in try FeedSource.open(path: path).matches { try match.read { _ in given += 1 } }
    }
    #expect(given == 3)
    #expect(error?.line == 4)
    #expect(error?.field == "outcome")
    #expect(error?.file == path)
  }

  @Test func rawReadingGivesEveryLineGoodOrBad() throws {
    let source = ByteSource(
      bytes: Array("{\"match_id\":\"m\",\"type\":\"shot\"}\n\nnonsense\n{\"type\":7}\n".utf8))
    let reader = JSONLinesReader(source)
    var seen: [String] = []
    while let line = try reader.next({ line in
      "\(line.number) \(line.bytes.byteCount) \(line.matchID ?? "-") \(line.type?.rawValue ?? "-")"
    }) {
      seen.append(line)
    }
    #expect(seen == ["1 30 m football.event", "3 8 - -", "4 10 - -"])
  }

  @Test func readingGoesOnAfterALineThatIsTooLong() throws {
    let long = String(repeating: "x", count: 5000)
    let reader = JSONLinesReader(ByteSource(bytes: Array("\(long)\nshort\n".utf8)), maxLineBytes: 100)
    let error = #expect(throws: FeedError.self) { try reader.next { $0.number } }
    #expect(error?.line == 1)
    #expect(try reader.next { $0.number } == 2)
  }

  @Test func onlyTheMatchesAskedForAreGiven() throws {
    let both = MatchBuilder(id: "one").records + MatchBuilder(id: "two").records
    let folder = TemporaryFolder()
    let path = folder.write("two.jsonl", Self.lines(both))
    var ids: [String] = []
    for match in try FeedSource.open(path: path, matches: ["two"]).matches {
      try match.read { ids.append($0.matchID) }
    }
    #expect(ids == ["two"])
    #expect(throws: FeedError.self) {
      for match in try FeedSource.open(path: path, matches: ["three"]).matches { try match.read { _ in } }
    }
  }

  @Test func everyExampleOfTheDocumentationIsARecord() throws {
    let tests = String(describing: #filePath)
    let root = tests.split(separator: "/").dropLast(4).joined(separator: "/")
    let path = "/\(root)/Sources/Football/Feeds/JSONLines/README.md"
    let lines = LineReader(try ByteSource(path: path))
    let decoder = RecordDecoder()
    var kinds: Set<String> = []
    while let line = try lines.nextBytes() {
      guard line.first == UInt8(ascii: "{") else { continue }
      let record = try decoder.decode(line.span.bytes, type: nil, isProtobuf: false)
      kinds.insert(record.type.rawValue)
    }
    #expect(kinds.count == FeedRecordType.allCases.count)
  }
}
