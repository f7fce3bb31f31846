import Kafka
import Testing

@Suite struct KafkaErrorTests {
  @Test func describesWhatWhereWhyAndWhatToDo() {
    let error = KafkaError(
      .unknownTopic, operation: "consume in group g", topic: "feed.football", partition: 3)
    #expect(
      error.description
        == "cannot consume in group g (feed.football[3]): Broker: Unknown topic or partition "
        + "[UNKNOWN_TOPIC_OR_PART]. Create the topic, or correct its name")
    #expect(error.isUnknownTopic && !error.isRetriable && !error.isFatal)
  }

  @Test func kinds() {
    func error(_ code: KafkaErrorCode) -> KafkaError { KafkaError(code, operation: "x") }
    #expect(error(.timedOut).isTimeout && error(.timedOut).isRetriable)
    #expect(error(.fenced).isProducerFenced && error(.invalidProducerEpoch).isProducerFenced)
    #expect(error(.producerFenced).isProducerFenced && !error(.producerFenced).isInstanceFenced)
    #expect(error(.fencedInstance).isInstanceFenced && !error(.fencedInstance).isProducerFenced)
    #expect(error(.offsetOutOfRange).isOffsetOutOfRange && error(.noOffset).isNoCommittedOffset)
    #expect(error(.unknownMember).isMembershipLost && error(.illegalGeneration).isMembershipLost)
    #expect(error(.authentication).isAuthorization && error(.topicAuthorization).isAuthorization)
    #expect(error(.transport).isConnection && error(.allBrokersDown).isConnection)
    #expect(error(.topicExists).isTopicExists && error(.queueFull).isQueueFull)
    #expect(!KafkaError(.timedOut, operation: "x", isFatal: true).isRetriable)
  }

  @Test func codesHaveTheProtocolsNames() {
    #expect(KafkaErrorCode.fenced.name == "_FENCED")
    #expect(KafkaErrorCode.offsetOutOfRange.name == "OFFSET_OUT_OF_RANGE")
    #expect(KafkaErrorCode(rawValue: 3) == .unknownTopic)
  }
}

@Suite struct TopicPartitionTests {
  @Test func ordersByTopicThenNumber() {
    let sorted = [TopicPartition("b", 0), TopicPartition("a", 10), TopicPartition("a", 2)].sorted()
    #expect(sorted.map(\.description) == ["a[2]", "a[10]", "b[0]"])
  }
  @Test func offsetsDescribeThemselves() {
    #expect("\(StartOffset.last(5))" == "the last 5")
    #expect("\(StartOffset.offset(7))" == "offset 7")
  }
}
