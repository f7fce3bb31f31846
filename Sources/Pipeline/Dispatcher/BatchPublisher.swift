import Formats
import Kafka

/// Publishes a batch to the match topics and the dead letters, in the open transaction of `producer`.
struct BatchPublisher {
  let names: Names
  /// Of a dead letter at most so many bytes are kept.
  static let deadLetterBytes = 64 << 10
  let maxRecordBytes: Int

  /// - Returns: how many records were published and how many became dead letters.
  func publish(
    _ batch: RecordBatch, _ plans: [DispatchPlan], standings: [TopicPartition: PartitionStanding],
    with producer: Producer
  ) throws -> (published: Int, dead: Int) {
    var published = 0
    var dead = 0
    for index in batch.items.indices {
      let item = batch.items[index]
      if let standing = standings[item.partition], item.offset < standing.publishFrom { continue }
      if let refusal = plans[index].refusal {
        try bury(batch, index, refusal, producer)
        dead += 1
      } else if let topic = plans[index].matchTopic {
        addOrigin(item, to: &batch.headers[index])
        try batch.withKeyAndValue(item) { key, value in
          try producer.produce(
            to: topic, key: key, value: value, headers: batch.headers[index], timestamp: item.timestamp)
        }
        published += 1
      }
    }
    return (published, dead)
  }

  func bury(
    _ batch: RecordBatch, _ index: Int, _ refusal: Refusal, _ producer: Producer
  ) throws {
    let item = batch.items[index]
    addOrigin(item, to: &batch.headers[index])
    batch.headers[index].append(Header.deadReason, refusal.reason)
    batch.headers[index].append(Header.deadStage, refusal.stage.rawValue)
    batch.headers[index].append(Header.deadTime, String(item.timestamp))
    let isTooLong = item.value.count > maxRecordBytes
    if isTooLong {
      batch.headers[index].append(Header.deadSize, String(item.value.count))
      batch.headers[index].append(Header.deadHash, SHA256.hex(Array(batch.bytes[item.value])))
    }
    try batch.withKeyAndValue(item, limit: isTooLong ? Self.deadLetterBytes : .max) {
      key, value in
      try producer.produce(
        to: names.deadLetters(of: item.partition.topic), key: key, value: value, headers: batch.headers[index]
      )
    }
  }

  private func addOrigin(_ item: RecordBatch.Item, to headers: inout HeaderList) {
    headers.append(Header.originTopic, item.partition.topic)
    headers.append(Header.originPartition, String(item.partition.partition))
    headers.append(Header.originOffset, String(item.offset))
  }
}
