internal import CRdKafka

/// One record, borrowed from librdkafka for the time of the call that hands it out: nothing is copied, and
/// the compiler refuses to let it, its spans or its headers escape.
public struct MessageView: ~Escapable {
  let message: UnsafeMutablePointer<rd_kafka_message_t>
  let state: Unmanaged<PartitionState>

  @_lifetime(borrow message)
  init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, _ state: Unmanaged<PartitionState>) {
    self.message = message
    self.state = state
  }

  /// One string per topic and assignment, so that a comparison is one of pointers as a rule.
  public var topic: String { topicPartition.topic }
  public var partition: Int32 { message.pointee.partition }
  public var topicPartition: TopicPartition { state._withUnsafeGuaranteedRef { $0.topicPartition } }
  /// The place of the partition in the consumer's `assignment`: 0, 1, …, for arrays of state by partition.
  public var assignmentIndex: Int { state._withUnsafeGuaranteedRef { $0.index } }
  public var offset: Int64 { message.pointee.offset }

  /// Milliseconds since 1970 (time of ingest or of the producer, as the topic says); -1 without one.
  public var timestamp: Int64 {
    var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
    return rd_kafka_message_timestamp(message, &kind)
  }

  public var key: RawSpan? {
    @_lifetime(copy self) get {
      guard let start = message.pointee.key else { return nil }
      return _overrideLifetime(
        RawSpan(_unsafeStart: start, byteCount: message.pointee.key_len), copying: self)
    }
  }
  /// nil for a tombstone.
  public var value: RawSpan? {
    @_lifetime(copy self) get {
      guard let start = message.pointee.payload else { return nil }
      return _overrideLifetime(RawSpan(_unsafeStart: start, byteCount: message.pointee.len), copying: self)
    }
  }
  /// The key as text (a copy; bytes that are no UTF-8 are replaced).
  public var keyText: String? {
    guard let key else { return nil }
    return key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
  /// The value as text (a copy; bytes that are no UTF-8 are replaced).
  public var valueText: String? {
    guard let value else { return nil }
    return value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
  /// Bytes of key and value.
  public var size: Int {
    (message.pointee.key == nil ? 0 : message.pointee.key_len)
      + (message.pointee.payload == nil ? 0 : message.pointee.len)
  }
}

extension MessageView {
  private var headers: OpaquePointer? {
    var headers: OpaquePointer?
    return rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR ? headers : nil
  }
  public var headerCount: Int { headers.map { rd_kafka_header_cnt($0) } ?? 0 }

  /// The value of the last header of that name; nil if there is none or it is null.
  @_lifetime(copy self)
  public func header(_ name: String) -> RawSpan? {
    var value: UnsafeRawPointer?
    var size = 0
    guard let headers, rd_kafka_header_get_last(headers, name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR,
      let value
    else { return nil }
    return _overrideLifetime(RawSpan(_unsafeStart: value, byteCount: size), copying: self)
  }
  /// The same as text (a copy; bytes that are no UTF-8 are replaced).
  public func headerText(_ name: String) -> String? {
    guard let value = header(name) else { return nil }
    return value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
  /// Whether the last header of that name has just these bytes.
  public func header(_ name: String, is text: StaticString) -> Bool {
    guard let value = header(name), value.byteCount == text.utf8CodeUnitCount else { return false }
    return value.withUnsafeBytes { bytes in
      text.withUTF8Buffer { bytes.elementsEqual($0) }
    }
  }

  /// All headers in order, name (UTF-8) and value (nil for null).
  public func forEachHeader<E: Error>(_ body: (RawSpan, RawSpan?) throws(E) -> Void) throws(E) {
    guard let headers else { return }
    var index = 0
    var name: UnsafePointer<CChar>?
    var value: UnsafeRawPointer?
    var size = 0
    while rd_kafka_header_get_all(headers, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR,
      let start = name
    {
      let name = RawSpan(_unsafeStart: UnsafeRawPointer(start), byteCount: byteCount(start))
      if let value {
        try body(name, RawSpan(_unsafeStart: value, byteCount: size))
      } else {
        try body(name, nil)
      }
      index += 1
    }
  }
}

private func byteCount(_ text: UnsafePointer<CChar>) -> Int {
  var end = text
  while end.pointee != 0 { end += 1 }
  return end - text
}
