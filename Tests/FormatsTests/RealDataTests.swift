import Formats
import Glibc
import Testing

/// The shared data's folder, if the environment names one.
private let data = getenv("TOUCHLINE_DATA").map { String(cString: $0) }

@Suite(.enabled(if: data != nil, "TOUCHLINE_DATA names no folder with the shared data"))
struct RealDataTests {
  private final class Counter: XMLHandler {
    var counts: [String: Int] = [:]
    var depth = 0
    var withdrawn = 0
    var times = 0

    func start(_ element: borrowing XMLElement) throws {
      depth += 1
      counts[element.name, default: 0] += 1
      if element.name == "Delete" { withdrawn += 1 }
      if element.name == "Event" {
        #expect(element.attributes["EventId"] != nil)
        if let time = element.attributes["EventTime"], Timestamp(time) != nil { times += 1 }
        _ = try element.attributes.optionalDouble("X-Position")
      }
    }

    func end(_ name: String) { depth -= 1 }
  }

  @Test func everyEventOfAMatchInXML() throws {
    let counter = Counter()
    try XMLReader.read(ByteSource(path: "\(data ?? "")/football/matches/dfl_J03WPY/events.xml.gz"), counter)
    #expect(counter.counts["Event"] == 1504 && counter.withdrawn == 60 && counter.depth == 0)
    #expect(counter.counts["ShotAtGoal"] == 26 && counter.times == 1504)
  }

  @Test func everyEventOfAMatchInJSON() throws {
    let path = "\(data ?? "")/football/matches/statsbomb_wc2018/events/8658.json.gz"
    let bytes = try ByteSource(path: path).readAll(maxBytes: 64 << 20)
    let root = try JSONParser(maxBytes: 64 << 20).parse(bytes)
    #expect(root.kind == .array && root.count > 2000)
    var types: Set<String> = []
    for event in root.elements {
      #expect(try !event.requireString("id").isEmpty && event.requireInt("index") > 0)
      types.insert(try event.requireObject("type").requireString("name"))
    }
    #expect(types.isSuperset(of: ["Pass", "Shot", "Duel", "Starting XI"]))
    #expect(try JSONParser(maxBytes: 64 << 20).parse(root.rawJSON).count == root.count)
  }

  @Test func everyShotInJSONLines() throws {
    let lines = LineReader(try ByteSource(path: "\(data ?? "")/football/shots.jsonl.gz"))
    let parser = JSONParser(maxBytes: 1 << 20)
    var goals = 0
    while let goal = try lines.next({ try parser.parse($0).requireInt("goal") }) { goals += goal }
    #expect(lines.line == 45_434 && goals == 4_753)
  }

  @Test func everyLapInCSV() throws {
    let reader = try CSVReader(ByteSource(path: "\(data ?? "")/f1/laps.csv.gz"))
    let (season, end) = (try reader.column("season"), try reader.column("end_s"))
    let (driver, pit) = (try reader.column("driver"), try reader.column("pit_in_s"))
    var rows = 0
    var ends = 0
    while let row = try reader.next() {
      rows += 1
      #expect(try (2018...2025).contains(row.requireInt(season)) && row.requireString(driver).count == 3)
      if try row.optionalDouble(end) != nil { ends += 1 }
      _ = try row.optionalDouble(pit)
    }
    #expect(rows == 152_499 && ends > 150_000)
  }
}
