import Formats

/// A folder of recorded streams of F1's live timing: `TimingData.jsonStream`, `TimingAppData`, `TrackStatus`,
/// `RaceControlMessages`, `LapCount`, `WeatherData`, `DriverList`, `SessionInfo`, as F1's archive and FastF1 keep
/// them: a session clock and a JSON object a line. Also packed with gzip.
///
/// Not used: telemetry (`CarData.z`, `Position.z`: speed, revs, pedals and places at 4 Hz, deflated). Pit battles are told
/// by lines, stops and tyres, which the timing gives earlier and to the millisecond.
public struct LiveFolder: Sendable, Equatable {
  public let folder: String
  /// The streams that are read.
  public let files: [String]
  /// Names of streams that are there and not used.
  public let unused: [String]

  public init(folder: String, files: [String]) {
    self.folder = folder
    self.files = files.filter { Self.streams.contains(Self.stream($0)) }
    unused = files.map(Self.stream).filter { !Self.streams.contains($0) }.sorted()
  }

  /// In the order in which they are taken where their clocks are equal.
  private static let timed = [
    "TrackStatus", "TimingAppData", "TimingData", "RaceControlMessages", "WeatherData", "LapCount",
  ]
  private static let streams = Set(timed + ["SessionInfo", "DriverList"])

  /// `CarData.z` of `folder/CarData.z.jsonStream.gz`.
  private static func stream(_ path: String) -> String {
    var name = path.split(separator: "/").last ?? ""
    for ending in [".gz", ".jsonStream"] where name.hasSuffix(ending) { name = name.dropLast(ending.count) }
    return String(name)
  }

  /// One line of a stream.
  struct Line {
    var at: Double
    var stream: String
    var json: [UInt8]
  }

  /// From `SessionInfo`, `DriverList` and `LapCount`.
  /// - Throws: if they are missing or name no meeting.
  public func announcement() throws -> RaceAnnouncement {
    let parser = JSONParser(maxBytes: 1 << 22)
    guard let info = try lines(of: "SessionInfo").last else {
      throw RecordsMissing(folder: folder, what: "SessionInfo.jsonStream")
    }
    let node = try parser.parse(info.json)
    let event = node["Meeting"]?["Name"]?.string ?? "Grand Prix"
    let date = node["StartDate"]?.string ?? ""
    guard let start = Timestamp(date, assumedOffset: 0), let season = Int(date.prefix(4)) else {
      throw RecordsMissing(folder: folder, what: "StartDate in SessionInfo.jsonStream")
    }
    let number = node["Meeting"]?["Number"]?.number ?? 0
    let round =
      number > 0 ? (number < 10 ? "0\(number)" : "\(number)") : "k\(node["Meeting"]?["Key"]?.number ?? 0)"
    var entries: [String: RaceEntry] = [:]
    for line in try lines(of: "DriverList") {
      for (name, value) in try parser.parse(line.json).fields {
        guard let driver = value["Tla"]?.string, driver.utf8.count == 3 else { continue }
        entries["\(name)"] = RaceEntry(
          driver: driver, number: Int("\(name)"), team: value["TeamName"]?.string ?? "",
          name: value["FullName"]?.string)
      }
    }
    guard !entries.isEmpty else {
      throw RecordsMissing(folder: folder, what: "drivers in DriverList.jsonStream")
    }
    let laps = try lines(of: "LapCount").compactMap { try parser.parse($0.json)["TotalLaps"]?.number }.last
    return RaceAnnouncement(
      matchID: "f1-\(season)-\(round)", season: "f1-\(season)", event: event, start: start, laps: laps,
      entries: entries.values.sorted { $0.driver < $1.driver },
      rules: TyreRules.of(event: event, season: season), provider: "f1-live")
  }

  /// Everything that the streams tell, in order of their clocks.
  public func timing() throws -> [TimingRecord] {
    let announcement = try announcement()
    var all: [Line] = []
    for name in Self.timed { all += try lines(of: name) }
    let parser = JSONParser(maxBytes: 1 << 22)
    var reader = LiveTiming(announcement)
    for (_, line) in all.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) })
    {
      reader.take(try parser.parse(line.json), stream: line.stream, at: line.at)
    }
    return reader.records
  }

  private func lines(of stream: String) throws -> [Line] {
    guard let path = files.first(where: { Self.stream($0) == stream }) else { return [] }
    var lines: [Line] = []
    let reader = LineReader(try ByteSource(path: path), maxLineBytes: 1 << 22)
    while let bytes = try reader.nextBytes() {
      guard let brace = bytes.firstIndex(of: UInt8(ascii: "{")) else { continue }
      let clock = String(
        decoding: bytes[..<brace].drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }, as: UTF8.self)
      guard let at = GapText.seconds(clock) else { continue }
      lines.append(Line(at: at, stream: stream, json: Array(bytes[brace...])))
    }
    return lines
  }
}

/// A folder of streams lacks what a race cannot be read without.
public struct RecordsMissing: Error, CustomStringConvertible {
  let folder: String
  let what: String
  public var description: String { "\(folder): \(what) is missing; without it the race cannot be read" }
}

extension JSONNode {
  /// A whole number, also written as a text.
  var number: Int? { int64.map { Int($0) } ?? string.flatMap { Int($0) } }
  /// A number, also written as a text.
  var decimal: Double? { double ?? string.flatMap { Double($0) } }
  /// A truth value, also written as a text.
  var truth: Bool? { bool ?? string.map { $0 == "true" || $0 == "1" } }

  /// The elements of an array or of an object whose names are numbers: live timing sends a list once and then what
  /// changes in it by index.
  func forEachIndexed(_ body: (Int, JSONNode) -> Void) {
    if kind == .array {
      for (index, element) in elements.enumerated() { body(index, element) }
    } else {
      for (name, value) in fields { if let index = Int("\(name)") { body(index, value) } }
    }
  }
}
