import Formats
import Kafka

/// Publishes a batch to the match topics and the dead letters, in the open transaction of `producer`.
struct BatchPublisher {
  let names: Names
  /// Of a dead letter at most so many bytes are kept.
  static let deadLetterBytes = 64 << 10
  let maxRecordBytes: Int

  /// The first record to each topic goes first: those of new topics are waited for, all at once.
  /// - Returns: how many records were published and how many became dead letters.
  func publish(
    _ batch: RecordBatch, _ plans: [DispatchPlan], standings: [TopicPartition: PartitionStanding],
    with producer: Producer
  ) throws -> (published: Int, dead: Int) {
    var rest: [Int] = []
    var topics: Set<String> = []
    var counts = (published: 0, dead: 0)
    try producer.produceFirsts {
      for index in batch.items.indices {
        let item = batch.items[index]
        if let standing = standings[item.partition], item.offset < standing.publishFrom { continue }
        if plans[index].refusal != nil { counts.dead += 1 }
        if plans[index].refusal == nil, let topic = plans[index].matchTopic {
          counts.published += 1
          if topics.insert(topic).inserted {
            try publish(batch, index, to: topic, producer)
            continue
          }
        }
        rest.append(index)
      }
    }
    for index in rest {
      if let refusal = plans[index].refusal {
        try bury(batch, index, refusal, producer)
      } else if let topic = plans[index].matchTopic {
        try publish(batch, index, to: topic, producer)
      }
    }
    return counts
  }

  private func publish(_ batch: RecordBatch, _ index: Int, to topic: String, _ producer: Producer) throws {
    let item = batch.items[index]
    addOrigin(item, to: &batch.headers[index])
    try batch.withKeyAndValue(item) { key, value in
      try producer.produce(
        to: topic, key: key, value: value, headers: batch.headers[index], timestamp: item.timestamp)
    }
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
