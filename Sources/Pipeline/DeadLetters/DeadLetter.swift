import Formats
import Kafka

/// A record that could not be taken, with why and where.
public struct DeadLetter: Sendable {
  public let record: ReadRecord

  public init(_ record: ReadRecord) { self.record = record }

  /// Its own place: `feed.football.dlq/0/17`, by which it is named on the command line.
  public var id: String { "\(record.partition.topic)/\(record.partition.partition)/\(record.offset)" }
  public var reason: String { record.header(Header.deadReason) ?? "no reason given" }
  /// `decode`, `validate`, `store`, `rank`.
  public var stage: String { record.header(Header.deadStage) ?? "" }

  /// Where it came from; nil if the headers do not say.
  public var origin: (partition: TopicPartition, offset: Int64)? {
    guard let topic = record.header(Header.originTopic),
      let partition = record.header(Header.originPartition).flatMap(Int32.init),
      let offset = record.header(Header.originOffset).flatMap(Int64.init)
    else { return nil }
    return (TopicPartition(topic, partition), offset)
  }

  /// The match it belongs to, by its headers; of a feed, whose key is the match, else by its key.
  public var match: String? {
    if let subject = record.header(Header.subject) { return subject }
    guard origin?.partition.topic.split(separator: ".").contains("feed") == true else { return nil }
    return record.key.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Bytes of the record before it was cut; nil if all of it is here.
  public var originalSize: Int? { record.header(Header.deadSize).flatMap(Int.init) }

  /// The headers it had before it died.
  public var originalHeaders: HeaderList {
    var list = HeaderList()
    for header in record.headers where !Self.isAdded(header.name) {
      if let value = header.value {
        list.append(header.name, value.span.bytes)
      } else {
        list.append(header.name, nil)
      }
    }
    return list
  }

  private static func isAdded(_ name: String) -> Bool { name.hasPrefix("dlq_") || name.hasPrefix("origin_") }

  /// The value for people: JSON with a line a field, else its first bytes in hexadecimal.
  public func valueLines(maxBytes: Int = 256) -> [String] {
    guard let value = record.value else { return ["(empty)"] }
    if let node = try? JSONParser(maxBytes: 16 << 20).parse(value.span.bytes) {
      return PrettyJSON.lines(node)
    }
    var lines = HexDump.lines(value.prefix(maxBytes))
    if value.count > maxBytes { lines.append("… \(value.count - maxBytes) more bytes") }
    return lines
  }
}
