import Kafka

/// Records taken from a consumer in one poll, kept until they are dealt with. Its memory is used again.
final class RecordBatch {
  struct Item {
    var partition: TopicPartition
    var offset: Int64
    /// Kafka's, ms since 1970: the time of ingest.
    var timestamp: Int64
    var type: String
    var isProtobuf: Bool
    /// µs since 1970 at which the feed record that caused this was ingested.
    var ingestedAt: Int64
    /// Range of the value in `bytes`; empty and `hasValue` false for a tombstone.
    var value: Range<Int>
    var hasValue: Bool
    var key: Range<Int>?
    /// Where a match topic's record came from; read only if asked for.
    var origin: Origin?
  }

  struct Origin: Equatable {
    var partition: TopicPartition
    var offset: Int64
  }

  private(set) var items: [Item] = []
  private(set) var bytes: [UInt8] = []
  /// Headers of the item with the same index. May hold more lists than there are items.
  var headers: [HeaderList] = []
  private let keepsHeaders: Bool
  private let readsOrigin: Bool
  private var types: [Int: String] = [:]

  init(keepsHeaders: Bool = false, readsOrigin: Bool = false) {
    self.keepsHeaders = keepsHeaders
    self.readsOrigin = readsOrigin
  }

  var isEmpty: Bool { items.isEmpty }
  var count: Int { items.count }

  func removeAll() {
    items.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    // One large record shall not hold its memory for ever.
    if bytes.capacity > 32 << 20 { bytes = [] }
  }

  func append(_ message: borrowing MessageView) {
    let start = bytes.count
    var hasValue = false
    if let value = message.value {
      hasValue = true
      value.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    let value = start..<bytes.count
    var key: Range<Int>?
    if let given = message.key {
      given.withUnsafeBytes { bytes.append(contentsOf: $0) }
      key = value.upperBound..<bytes.count
    }
    if keepsHeaders {
      let index = items.count
      if index == headers.count { headers.append(HeaderList()) }
      headers[index].removeAll()
      headers[index].append(contentsOf: message)
    }
    items.append(
      Item(
        partition: message.topicPartition, offset: message.offset, timestamp: message.timestamp,
        type: type(of: message), isProtobuf: message.header(Header.contentType, is: "application/protobuf"),
        ingestedAt: message.headerText(Header.ingestedAt).flatMap(Int64.init) ?? message.timestamp * 1000,
        value: value, hasValue: hasValue, key: key, origin: readsOrigin ? origin(of: message) : nil))
  }

  private func origin(of message: borrowing MessageView) -> Origin? {
    guard let topic = message.headerText(Header.originTopic),
      let partition = message.headerText(Header.originPartition).flatMap(Int32.init),
      let offset = message.headerText(Header.originOffset).flatMap(Int64.init)
    else { return nil }
    return Origin(partition: TopicPartition(topic, partition), offset: offset)
  }

  /// `ce_type`, without an allocation for one that came before; empty if there is none.
  private func type(of message: borrowing MessageView) -> String {
    guard let span = message.header(Header.type) else { return "" }
    return span.withUnsafeBytes { raw in
      var hasher = Hasher()
      hasher.combine(bytes: raw)
      let hash = hasher.finalize()
      if let known = types[hash] { return known }
      let text = String(decoding: raw, as: UTF8.self)
      if types.count < 1000 { types[hash] = text }
      return text
    }
  }

  /// The value's bytes, valid inside the call.
  func withValue<R>(_ item: Item, _ body: (RawSpan) throws -> R) rethrows -> R {
    try bytes.withUnsafeBytes { all in
      try body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: all[item.value])))
    }
  }

  /// Key and value, each nil if the record has none, valid inside the call.
  /// - Parameter limit: how many bytes of the value to give at most.
  func withKeyAndValue(_ item: Item, limit: Int = .max, _ body: (RawSpan?, RawSpan?) throws -> Void) rethrows
  {
    try bytes.withUnsafeBytes { all in
      let value = UnsafeRawBufferPointer(rebasing: all[item.value].prefix(limit))
      let span: RawSpan? = item.hasValue ? RawSpan(_unsafeBytes: value) : nil
      guard let key = item.key else { return try body(nil, span) }
      try body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: all[key])), span)
    }
  }
}
