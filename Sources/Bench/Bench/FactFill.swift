import Formats
import Kafka

/// Fills a fact topic with records of xGoals as they are in size and shape: nine matches of three leagues, 600 bytes
/// each. Makes the topics that the floor writes to as well, like the matches' own.
struct FactFill {
  private let topic: String
  private let outputs: String
  private let records: Int
  private let kafka: KafkaConfiguration

  static let matches = (1...9).map { "DFL-MAT-J03WP\($0)" }
  static let seasons = ["DFL-COM-000001-2025", "DFL-COM-000002-2025", "ENG-PL-2025"]

  init(_ arguments: Arguments) throws(BenchError) {
    topic = try arguments.text("topic")
    outputs = try arguments.text("outputs")
    records = try arguments.int("records")
    kafka = try arguments.kafka
  }

  func run() throws {
    let admin = try Admin(kafka)
    defer { admin.close() }
    let failures = try admin.createTopics(
      Self.matches.map { NewTopic(outputs + $0, partitions: 1, replication: 1, configuration: [:]) })
    for (name, error) in failures { throw BenchError("\(name): \(error)") }

    let producer = try Producer(kafka)
    defer { producer.close() }
    var random = Sequence(seed: 7)
    var headers = HeaderList()
    var writer = JSONWriter(capacity: 1024)
    var bytes = 0
    for number in 0..<records {
      let place = Int(random.next() % 9)
      let match = Self.matches[place]
      let season = Self.seasons[place / 3]
      let id = "\(18_226_900_000_000 + random.next() % 100_000_000)"
      write(number, match: match, season: season, id: id, &random, &writer)
      head(&headers, match: match, id: id, revision: number)
      let key = Array(season.utf8)
      bytes += writer.count
      try writer.withUnsafeBytes { value in
        try producer.produce(
          to: topic, key: key.span.bytes, value: RawSpan(_unsafeBytes: value), headers: headers)
      }
      if number % 1000 == 0 { producer.poll() }
    }
    try producer.flush(timeout: .seconds(60))
    figure("record_bytes", Double(bytes) / Double(max(1, records)), digits: 0)
  }

  private func head(_ headers: inout HeaderList, match: String, id: String, revision: Int) {
    headers.removeAll()
    headers.append("ce_id", "xgoals/\(id)/\(revision)")
    headers.append("ce_source", "/matches/\(match)/xgoals")
    headers.append("ce_type", "football.xgoals")
    headers.append("ce_specversion", "1.0")
    headers.append("ce_subject", match)
    headers.append("ce_time", "2025-10-15T11:01:28.310Z")
    headers.append("ce_dataschema", "schemas/football.xgoals.json#1")
    headers.append("content-type", "application/json")
    headers.append("ingested_at", "1760526088310000")
  }

  private func write(
    _ number: Int, match: String, season: String, id: String, _ random: inout Sequence,
    _ writer: inout JSONWriter
  ) {
    func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
    writer.removeAll()
    writer.beginObject()
    writer.field("match_id", match)
    writer.field("season", season)
    writer.field("id", id)
    writer.field("revision", number)
    writer.field("withdrawn", false)
    writer.field("period", 1 + number % 2)
    writer.field("clock_s", Double(number % 2700) + 0.48)
    writer.field("event_time", "2025-10-15T11:01:28.310Z")
    writer.field("team_id", "DFL-CLU-000008")
    writer.field("team", "1. FC Köln")
    writer.field("opponent_id", "DFL-CLU-00000G")
    writer.field("player_id", "DFL-OBJ-0028FW")
    writer.field("x", rounded(random.double(20...50)))
    writer.field("y", rounded(random.double(-20...20)))
    writer.field("distance_m", rounded(random.double(5...35)))
    writer.field("angle_deg", rounded(random.double(5...60)))
    writer.field("body_part", "right_foot")
    writer.field("xgoals", rounded(random.double(0.01...0.6)))
    writer.field("goal", number % 9 == 0)
    writer.field("goal_cancelled", false)
    writer.field("penalty", false)
    writer.field("outcome", number % 9 == 0 ? "goal" : "saved")
    writer.field("provider_xgoals", 0.1273)
    writer.field("model", "xgoals-2025-11")
    writer.field("position_source", "tracking")
    writer.field("kick_offset_s", -0.48)
    writer.endObject()
  }
}
