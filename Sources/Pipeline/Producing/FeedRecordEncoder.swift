import Football
import Formats
import Kafka

/// Turns records into what Kafka gets: match id as key, JSON (frames: protobuf) as value, CloudEvents headers. One
/// for each thread; keeps its memory between records.
struct FeedRecordEncoder {
  private(set) var headers = HeaderList()
  private var json = JSONWriter(capacity: 4096)
  private var protobuf = ProtobufWriter(capacity: 600)
  private var key: [UInt8] = []
  private var keyText = ""

  /// - Parameter text: the record as JSON, where it came as such: it goes out unchanged, fields that are not known here included.
  mutating func encode<R>(
    _ record: FeedRecord, text: RawSpan? = nil, _ body: (RawSpan, RawSpan, borrowing HeaderList) throws -> R
  ) throws -> R {
    fillHeaders(record)
    setKey(record.matchID)
    if case .frame(let frame) = record {
      try FrameCodec.encode(frame, into: &protobuf)
      return try protobuf.bytes.withUnsafeBytes {
        try body(key.span.bytes, RawSpan(_unsafeBytes: $0), headers)
      }
    }
    if let text { return try body(key.span.bytes, text, headers) }
    json.removeAll()
    record.write(into: &json)
    return try json.withUnsafeBytes { try body(key.span.bytes, RawSpan(_unsafeBytes: $0), headers) }
  }

  /// A line as it stands, whatever it holds. Without `ce_type`: what it is, readers take from the record itself.
  mutating func encode<R>(
    unchecked text: RawSpan, matchID: String?, _ body: (RawSpan?, RawSpan, borrowing HeaderList) throws -> R
  ) throws -> R {
    headers.removeAll()
    headers.append(Header.contentType, Header.json)
    guard let matchID else { return try body(nil, text, headers) }
    setKey(matchID)
    return try body(key.span.bytes, text, headers)
  }

  private mutating func fillHeaders(_ record: FeedRecord) {
    let type = record.type
    headers.removeAll()
    headers.append(Header.id, record.name)
    headers.append(Header.source, "/matches/\(record.matchID)/feed")
    headers.append(Header.type, type.rawValue)
    headers.append(Header.specVersion, "1.0")
    headers.append(Header.subject, record.matchID)
    if let time = record.time { headers.append(Header.time, time.description) }
    headers.append(Header.dataSchema, "urn:touchline:\(type.rawValue):1")
    headers.append(Header.contentType, type == .frame ? Header.protobuf : Header.json)
  }

  private mutating func setKey(_ matchID: String) {
    if matchID == keyText { return }
    keyText = matchID
    key = Array(matchID.utf8)
  }
}
