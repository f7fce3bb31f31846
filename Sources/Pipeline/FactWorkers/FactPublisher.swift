import Facts
import Football
import Kafka

/// A fact record on its way out, with what its headers need.
struct PendingFact {
  var record: FactRecord
  var matchID: String
  var season: String
  /// µs since 1970 at which the feed record that caused it was ingested.
  var ingestedAt: Int64
}

/// Produces fact records with their CloudEvents headers.
struct FactPublisher {
  let fact: String
  let topic: String
  let type: String
  private var headers = HeaderList()

  init(fact: String, topic: String, sport: String) {
    self.fact = fact
    self.topic = topic
    type = "\(sport).\(fact)"
  }

  mutating func publish(_ pending: PendingFact, with producer: Producer) throws(KafkaError) {
    let record = pending.record
    headers.removeAll()
    headers.append(Header.id, "\(fact)/\(record.id)/\(record.revision)")
    headers.append(Header.source, "/matches/\(pending.matchID)/\(fact)")
    headers.append(Header.type, type)
    headers.append(Header.specVersion, "1.0")
    headers.append(Header.subject, pending.matchID)
    if let time = record.time { headers.append(Header.time, time.description) }
    headers.append(Header.dataSchema, "urn:touchline:\(type):1")
    headers.append(Header.contentType, Header.json)
    headers.append(Header.ingestedAt, String(pending.ingestedAt))
    let key = Array(pending.season.utf8)
    try producer.produce(
      to: topic, key: key.span.bytes, value: record.json.span.bytes, headers: headers)
  }
}
