internal import CRdKafka
import Glibc

/// Owns a list of partitions of librdkafka; lent only for the time of a call, since a pointer does not keep
/// its owner alive.
final class PartitionList {
  private let raw: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

  /// - Throws: never in practice; librdkafka allocates or ends the process.
  init(capacity: Int) throws(KafkaError) {
    guard let list = rd_kafka_topic_partition_list_new(Int32(clamping: capacity)) else {
      throw KafkaError(.failed, operation: "allocate a list of partitions")
    }
    raw = list
  }
  /// Takes over a list that librdkafka handed out.
  init(owning list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) { raw = list }
  deinit { rd_kafka_topic_partition_list_destroy(raw) }

  convenience init(topics: [String]) throws(KafkaError) {
    try self.init(capacity: topics.count)
    for topic in topics { _ = rd_kafka_topic_partition_list_add(raw, topic, -1) }
  }
  convenience init(_ partitions: some Collection<TopicPartition>) throws(KafkaError) {
    try self.init(capacity: partitions.count)
    for partition in partitions { append(partition) }
  }
  convenience init(_ offsets: [TopicPartition: StartOffset]) throws(KafkaError) {
    try self.init(capacity: offsets.count)
    for (partition, offset) in offsets { append(partition, offset: offset.raw) }
  }
  convenience init(_ offsets: [TopicPartition: CommittedOffset]) throws(KafkaError) {
    try self.init(capacity: offsets.count)
    for (partition, committed) in offsets {
      append(partition, offset: committed.offset, metadata: committed.metadata)
    }
  }

  func append(_ partition: TopicPartition, offset: Int64? = nil, metadata: String = "") {
    guard let element = rd_kafka_topic_partition_list_add(raw, partition.topic, partition.partition) else {
      return
    }
    if let offset { element.pointee.offset = offset }
    if !metadata.isEmpty, let copy = strdup(metadata) {  // the list frees it
      element.pointee.metadata = UnsafeMutableRawPointer(copy)
      element.pointee.metadata_size = strlen(copy)
    }
  }

  func lend<R>(_ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> R) -> R {
    withExtendedLifetime(self) { body(raw) }
  }

  struct Element {
    let partition: TopicPartition
    let offset: Int64
    let metadata: String
    let code: rd_kafka_resp_err_t
  }
  /// A copy of what is in the list.
  var elements: [Element] { lend { Self.elements($0) } }

  static func elements(_ list: UnsafePointer<rd_kafka_topic_partition_list_t>) -> [Element] {
    UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt)).map {
      Element(
        partition: $0.topicPartition, offset: $0.offset, metadata: $0.metadataText, code: $0.err)
    }
  }

  /// The offsets that are set, with their metadata.
  var committed: [TopicPartition: CommittedOffset] {
    var result: [TopicPartition: CommittedOffset] = [:]
    for element in elements where element.offset >= 0 {
      result[element.partition] = CommittedOffset(element.offset, metadata: element.metadata)
    }
    return result
  }
  /// The first partition's error, if any has one.
  func firstError(_ operation: String, client: OpaquePointer?) -> KafkaError? {
    elements.first { $0.code != RD_KAFKA_RESP_ERR_NO_ERROR }
      .map { KafkaError($0, operation: operation, client: client) }
  }
}

extension KafkaError {
  init(_ element: PartitionList.Element, operation: String, client: OpaquePointer?) {
    self.init(
      element.code, operation: operation, client: client, topic: element.partition.topic,
      partition: element.partition.partition)
  }
}

extension rd_kafka_topic_partition_t {
  var topicPartition: TopicPartition {
    TopicPartition(topic.map { String(cString: $0) } ?? "", partition)
  }
  var metadataText: String {
    guard let metadata, metadata_size > 0 else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: metadata, count: metadata_size), as: UTF8.self)
  }
}
