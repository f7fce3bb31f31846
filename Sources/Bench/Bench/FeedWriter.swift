import Football
import Formats
import Kafka

/// Produces feed records with the headers that `touchline produce` gives them.
struct FeedWriter {
  let producer: Producer
  let topic: String
  private var headers = HeaderList()
  private var json = JSONWriter(capacity: 1024)
  private var protobuf = ProtobufWriter(capacity: 600)

  init(_ producer: Producer, topic: String) {
    self.producer = producer
    self.topic = topic
  }

  mutating func write(_ record: FeedRecord, token: UInt = 0) throws {
    let (id, time) = name(of: record)
    headers.removeAll()
    headers.append("ce_id", "feed/\(id)")
    headers.append("ce_source", "/matches/\(record.matchID)/feed")
    headers.append("ce_type", record.type.rawValue)
    headers.append("ce_specversion", "1.0")
    headers.append("ce_subject", record.matchID)
    if let time { headers.append("ce_time", time.description) }
    headers.append("ce_dataschema", "schemas/\(record.type.rawValue).json#1")
    let key = Array(record.matchID.utf8)
    if case .frame(let frame) = record {
      headers.append("content-type", "application/protobuf")
      try FrameCodec.encode(frame, into: &protobuf)
      let bytes = protobuf.bytes
      try producer.produce(
        to: topic, key: key.span.bytes, value: bytes.span.bytes, headers: headers, token: token)
    } else {
      headers.append("content-type", "application/json")
      json.removeAll()
      switch record {
      case .match(let moment): moment.write(into: &json)
      case .event(let event): event.write(into: &json)
      case .session(let record): record.write(into: &json)
      case .timing(let timing): timing.write(into: &json)
      default: throw BenchError("no such record is made here")
      }
      try json.withUnsafeBytes {
        try producer.produce(
          to: topic, key: key.span.bytes, value: RawSpan(_unsafeBytes: $0), headers: headers, token: token)
      }
    }
  }

  private func name(of record: FeedRecord) -> (String, Timestamp?) {
    switch record {
    case .match(let moment): ("\(moment.id)/\(moment.revision)", moment.time)
    case .event(let event): ("\(event.id)/\(event.revision)", event.time)
    case .frame(let frame): ("\(frame.period)-\(frame.number)/0", frame.time)
    case .recompute(let request): ("\(request.id)/\(request.revision)", nil)
    case .session(let record): ("\(record.id)/\(record.revision)", record.time)
    case .timing(let timing): ("\(timing.id)/\(timing.revision)", timing.time)
    }
  }
}
