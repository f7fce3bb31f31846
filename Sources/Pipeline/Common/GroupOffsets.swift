import Kafka

/// How far a member of a group has come in its partitions, and how much of that is committed.
struct GroupOffsets {
  /// The next offset not taken, of every assigned partition.
  private(set) var taken: Offsets = [:]
  private var committed: Offsets = [:]

  init() {}

  /// Of a new assignment.
  init(committed offsets: Offsets) {
    taken = offsets
    committed = offsets
  }

  /// nil if the partition is not assigned.
  subscript(partition: TopicPartition) -> Int64? { taken[partition] }

  mutating func take(_ offset: Int64, of partition: TopicPartition) { taken[partition] = offset + 1 }

  /// Takes what was read on the way and is nobody's record, such as transaction markers.
  mutating func advance(to positions: Offsets) {
    for (partition, position) in positions {
      guard let known = taken[partition], known < position else { continue }
      taken[partition] = position
    }
  }

  var uncommitted: Offsets { taken.filter { committed[$0.key] != $0.value } }

  mutating func noteCommitted(_ offsets: Offsets) { committed.merge(offsets) { $1 } }
}
