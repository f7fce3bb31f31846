/// Told of rebalances, on the thread that polls, within `poll`, `close` or `unsubscribe`. It may ask the consumer anything
/// (`committed`, `position`, `groupMetadata`, `watermarks`) and finish a transaction, but not poll or seek. The
/// consumer itself takes and gives up the partitions.
public protocol RebalanceHandler: AnyObject {
  /// These partitions are this member's now. Returns where to begin; what is left out begins at the
  /// committed offset.
  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws -> [TopicPartition: StartOffset]
  /// These are given up when this returns, and still this member's until then: finish and commit what was taken
  /// from them. `position` tells how far that is.
  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws
  /// These already belong to somebody else: forget what is not committed.
  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws
}

extension RebalanceHandler {
  public func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws
    -> [TopicPartition: StartOffset]
  { [:] }
  public func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {}
  public func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    try revoked(partitions, consumer)
  }
}
