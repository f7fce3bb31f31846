import Facts
import Kafka

/// Produces ranking updates with their CloudEvents headers.
struct RankingPublisher {
  let ranking: String
  let topic: String
  let type: String
  private let sport: String
  private var headers = HeaderList()

  init(ranking: String, topic: String, sport: String) {
    self.ranking = ranking
    self.topic = topic
    self.sport = sport
    type = "\(sport).ranking-\(ranking)"
  }

  /// - Parameter ingestedAt: µs since 1970 of the feed record that caused it.
  mutating func publish(
    _ record: RankingRecord, season: String, ingestedAt: Int64, with producer: Producer
  ) throws(KafkaError) {
    headers.removeAll()
    headers.append(Header.id, "ranking-\(ranking)/\(record.kind)/\(record.revision)")
    headers.append(Header.source, "/seasons/\(season)/ranking-\(ranking)")
    let type = record.type.map { "\(sport).\($0)" } ?? type
    headers.append(Header.type, type)
    headers.append(Header.specVersion, "1.0")
    headers.append(Header.subject, record.trigger.matchID)
    if let time = record.asOf { headers.append(Header.time, time) }
    headers.append(Header.dataSchema, "urn:touchline:\(type):1")
    headers.append(Header.contentType, Header.json)
    headers.append(Header.ingestedAt, String(ingestedAt))
    let key = Array(season.utf8)
    try producer.produce(to: topic, key: key.span.bytes, value: record.json.span.bytes, headers: headers)
  }
}
