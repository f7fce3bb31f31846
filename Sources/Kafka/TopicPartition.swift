/// One partition of a topic.
public struct TopicPartition: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var topic: String
  public var partition: Int32

  public init(_ topic: String, _ partition: Int32) {
    self.topic = topic
    self.partition = partition
  }

  public static func < (a: Self, b: Self) -> Bool {
    a.topic == b.topic ? a.partition < b.partition : a.topic < b.topic
  }
  public var description: String { "\(topic)[\(partition)]" }
}

/// The next offset to read, per partition.
public typealias Offsets = [TopicPartition: Int64]
