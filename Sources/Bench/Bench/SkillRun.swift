import Facts
import Football
import Formats
import Glibc

/// What an update of the four rankings of players costs: a real season, filled up to the number of players asked for
/// and with made-up sprints, of which the last matches are played side by side, one message after the other.
struct SkillRun {
  private let data: String
  private let players: Int
  private let live: Int
  private let dump: String?

  init(_ arguments: Arguments) throws(BenchError) {
    data = try arguments.text("data")
    players = try arguments.int("players", default: 600)
    live = try arguments.int("live", default: 9)
    let path = try arguments.text("dump", default: "")
    dump = path.isEmpty ? nil : path
  }

  func run() throws {
    let begin = monotonicMicroseconds()
    var all: [SeasonFact] = []
    try SeasonFacts(folder: data, facts: SkillMachine.inputs).read { all.append($0) }
    figure("facts", "\(all.count)")
    figure("facts_s", Double(monotonicMicroseconds() - begin) / 1e6, digits: 2)
    if let dump { try write(all, to: dump) }
    let matches = all.reduce(into: [String]()) { if $0.last != $1.matchID { $0.append($1.matchID) } }
    let last = Set(matches.suffix(live))
    let before = all.filter { !last.contains($0.matchID) }
    let season = newest(before)
    let now = all.filter { last.contains($0.matchID) }
      .enumerated().sorted { a, b in
        let (one, other) = (
          a.element.time?.microseconds ?? 0, b.element.time?.microseconds ?? 0
        )
        return (one, a.offset) < (other, b.offset)
      }.map(\.element)
    let parser = JSONParser(maxBytes: 1 << 20)
    var machine = SkillMachine(season: "bench", settings: FactSettings())
    let loading = monotonicMicroseconds()
    for fact in season { try machine.take(input(fact, parser)) }
    if dump == nil {
      for extra in extras(beside: season, parser) { try machine.take(input(extra, parser)) }
    }
    machine.markPublished()
    figure("load_records", "\(season.count)")
    figure("load_s", Double(monotonicMicroseconds() - loading) / 1e6, digits: 3)
    figure("ranked", "\(machine.rows(.finisher).count)")
    try measure(now, &machine, parser)
    if let dump { try writeTables(machine, to: dump + ".rankings") }
  }

  /// Rows of the season alone, the ranking's name and a tab before each.
  private func writeTables(_ machine: SkillMachine, to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError("\(path) cannot be written") }
    defer { fclose(file) }
    for kind in SkillKind.allCases {
      for row in machine.rows(kind) {
        fputs("\(kind.rawValue)\t", file)
        row.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
        fputs("\n", file)
      }
    }
  }

  private func measure(_ facts: [SeasonFact], _ machine: inout SkillMachine, _ parser: JSONParser) throws {
    var samples: [String: [Double]] = [:]
    var bytes = 0
    var rows = 0
    var revision: Int64 = 0
    for fact in facts {
      revision += 1
      let input = try input(fact, parser)
      let begin = monotonicNanoseconds()
      try machine.take(input)
      let updates = machine.update(revision: revision)
      let took = Double(monotonicNanoseconds() - begin) / 1000
      samples["all", default: []].append(took)
      samples[fact.fact, default: []].append(took)
      for update in updates where update.type == nil {
        bytes += update.json.count
        rows += 1
      }
    }
    for (name, times) in samples.sorted(by: { $0.key < $1.key }) {
      let sorted = times.sorted()
      figure("\(name)_messages", "\(sorted.count)")
      figure("\(name)_mean_us", sorted.reduce(0, +) / Double(sorted.count))
      for (word, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
        figure("\(name)_\(word)_us", sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
      }
    }
    figure("updates", "\(rows)")
    figure("updates_bytes", "\(bytes)")
  }

  private func input(_ fact: SeasonFact, _ parser: JSONParser) throws -> RankingInput {
    try RankingInput(fact: fact.fact, record: try parser.parse(fact.json))
  }

  /// As a restarted worker loads them: of each id the newest revision.
  private func newest(_ facts: [SeasonFact]) -> [SeasonFact] {
    var places: [String: Int] = [:]
    var kept: [SeasonFact] = []
    for fact in facts {
      let key = "\(fact.fact)/\(fact.matchID)/\(fact.id)"
      if let place = places[key] {
        kept[place] = fact
      } else {
        places[key] = kept.count
        kept.append(fact)
      }
    }
    return kept
  }

  /// Players beside those of the season, and sprints of everybody.
  private func extras(beside facts: [SeasonFact], _ parser: JSONParser) -> [SeasonFact] {
    var known: Set<String> = []
    for fact in facts where fact.fact == "appearances" {
      guard let node = try? parser.parse(fact.json) else { continue }
      for side in ["home", "away"] {
        for player in node[side]?["players"]?.elements.map({ $0 }) ?? [] {
          if let id = player["player_id"]?.string { known.insert(id) }
        }
      }
    }
    var random = Sequence(seed: 7)
    func chance() -> Double { Double(random.next() % 10_000) / 10_000 }
    var more: [SeasonFact] = []
    var ids = known.sorted()
    let missing = max(0, players - ids.count)
    let newcomers = (0..<missing).map { "extra-\($0)" }
    ids += newcomers
    func add(_ fact: String, _ match: String, _ id: String, _ body: (inout JSONWriter) -> Void) {
      var writer = JSONWriter()
      writer.beginObject()
      writer.field("match_id", match)
      writer.field("id", id)
      writer.field("revision", Int64(1))
      writer.field("withdrawn", false)
      body(&writer)
      writer.endObject()
      more.append(
        SeasonFact(
          fact: fact, matchID: match, id: id, time: nil, json: writer.bytes))
    }
    add("appearances", "extra", "appearances") { writer in
      writer.field("state", "finished")
      writer.field("kick_off", "2017-08-01T18:30:00Z")
      writer.field("minutes", 1500.0)
      for (side, team) in [("home", "extra-a"), ("away", "extra-b")] {
        writer.key(side)
        writer.beginObject()
        writer.field("team_id", team)
        writer.field("team", team)
        writer.key("players")
        writer.beginArray()
        for (place, id) in newcomers.enumerated() where (place % 2 == 0) == (side == "home") {
          writer.beginObject()
          writer.field("player_id", id)
          writer.field("player", id)
          writer.field("minutes", 100 + 1400 * chance())
          writer.endObject()
        }
        writer.endArray()
        writer.endObject()
      }
    }
    for (place, id) in ids.enumerated() {
      for sprint in 0..<Int(chance() * 200) {
        add("sprints", "extra-\(sprint % 20)", "\(place)-\(sprint)") { writer in
          writer.field("player_id", id)
          writer.field("top_speed_mps", rounded9(6.3 + 3.5 * chance()))
          writer.field("mean_speed_mps", rounded9(6.3 + chance()))
          writer.field("distance_m", rounded9(7 + 30 * chance()))
        }
      }
      if place >= known.count {
        for shot in 0..<Int(chance() * 60) {
          add("xgoals", "extra", "\(place)-\(shot)") { writer in
            writer.field("player_id", id)
            writer.field("xgoals", rounded9(0.2 * chance()))
            writer.field("goal", chance() < 0.1)
          }
        }
      }
    }
    return more
  }

  /// One record a line, before it the fact's name and a tab.
  private func write(_ facts: [SeasonFact], to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError("\(path) cannot be written") }
    defer { fclose(file) }
    for fact in facts {
      fputs("\(fact.fact)\t", file)
      fact.json.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
      fputs("\n", file)
    }
  }
}
