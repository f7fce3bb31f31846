import Football
import Formats
import Kafka

/// One record of a topic, copied out for people or tools to look at.
public struct ReadRecord: Sendable {
  public var partition: TopicPartition
  public var offset: Int64
  /// Kafka's, ms since 1970: the time of ingest.
  public var timestamp: Int64
  /// `ce_type`; empty if there is none.
  public var type: String
  public var isProtobuf: Bool
  public var key: [UInt8]?
  /// Nil for a tombstone.
  public var value: [UInt8]?
  /// In order, with repeats; only if asked for.
  public var headers: [RecordHeader] = []

  public init(_ message: borrowing MessageView, keepsHeaders: Bool = false) {
    partition = message.topicPartition
    offset = message.offset
    timestamp = message.timestamp
    type = message.headerText(Header.type) ?? ""
    isProtobuf = message.header(Header.contentType, is: "application/protobuf")
    key = copied(message.key)
    value = copied(message.value)
    guard keepsHeaders else { return }
    var all: [RecordHeader] = []
    message.forEachHeader { name, value in
      all.append(
        RecordHeader(
          name: name.withUnsafeBytes { String(decoding: $0, as: UTF8.self) },
          value: copied(value)))
    }
    headers = all
  }

  public init(
    partition: TopicPartition, offset: Int64, timestamp: Int64 = 0, type: String = "",
    isProtobuf: Bool = false, key: [UInt8]? = nil, value: [UInt8]?, headers: [RecordHeader] = []
  ) {
    self.partition = partition
    self.offset = offset
    self.timestamp = timestamp
    self.type = type
    self.isProtobuf = isProtobuf
    self.key = key
    self.value = value
    self.headers = headers
  }

  /// The last header of that name as text; nil if there is none or it is null.
  public func header(_ name: String) -> String? {
    headers.last { $0.name == name }?.text
  }

  /// The record as one JSON value: what was published if that is JSON, position frames decoded, anything else as
  /// a JSON string, a tombstone as null.
  public func json(_ parser: JSONParser) -> [UInt8] {
    guard let value else { return Array("null".utf8) }
    if isProtobuf, let frame = try? FrameCodec.decode(value.span.bytes) {
      var writer = JSONWriter(capacity: 2048)
      frame.write(into: &writer)
      return writer.bytes
    }
    if (try? parser.parse(value.span.bytes)) != nil { return value }
    var writer = JSONWriter(capacity: value.count + 16)
    writer.value(String(decoding: value, as: UTF8.self))
    return writer.bytes
  }
}

public struct RecordHeader: Sendable, Equatable {
  public var name: String
  public var value: [UInt8]?

  public init(name: String, value: [UInt8]?) {
    self.name = name
    self.value = value
  }

  public var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}

private func copied(_ bytes: RawSpan?) -> [UInt8]? {
  guard let bytes else { return nil }
  return bytes.withUnsafeBytes { Array($0) }
}
