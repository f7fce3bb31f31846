internal import CRdKafka

/// Where reading of a partition begins.
public enum StartOffset: Hashable, Sendable, CustomStringConvertible {
  case beginning
  /// What comes from now on.
  case end
  /// The group's committed offset; without one the consumer throws (`isNoCommittedOffset`).
  case committed
  case offset(Int64)
  /// So many records before the end, at most (offsets of transaction markers count too).
  case last(Int64)

  var raw: Int64 {
    switch self {
    case .beginning: Int64(RD_KAFKA_OFFSET_BEGINNING)
    case .end: Int64(RD_KAFKA_OFFSET_END)
    case .committed: Int64(RD_KAFKA_OFFSET_STORED)
    case .offset(let offset): offset
    case .last: Int64(RD_KAFKA_OFFSET_END)  // made an offset before (`resolveLast`)
    }
  }
  var absolute: Int64? { if case .offset(let offset) = self { offset } else { nil } }

  public var description: String {
    switch self {
    case .beginning: "the beginning"
    case .end: "the end"
    case .committed: "the committed offset"
    case .offset(let offset): "offset \(offset)"
    case .last(let count): "the last \(count)"
    }
  }
}

/// A committed offset: the next one to read, and what its committer wrote beside it.
public struct CommittedOffset: Hashable, Sendable {
  public var offset: Int64
  /// At most 4096 bytes in UTF-8 (`offset.metadata.max.bytes` of the broker).
  public var metadata: String

  public init(_ offset: Int64, metadata: String = "") {
    self.offset = offset
    self.metadata = metadata
  }
}

/// The first offset that can be read and the one after the last.
public struct Watermarks: Hashable, Sendable {
  public var low: Int64
  public var high: Int64
  public init(low: Int64, high: Int64) {
    self.low = low
    self.high = high
  }
}
