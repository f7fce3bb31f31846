import Football
import Kafka

/// Why a feed could not be produced.
public struct ProduceError: Error, Sendable, CustomStringConvertible {
  public enum Kind: Sendable {
    /// The input cannot be read.
    case input
    /// Kafka did not answer in time.
    case unavailable
    /// Anything else.
    case failed
  }
  public let kind: Kind
  /// What is wrong and what to do about it.
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(_ error: any Error) {
    switch error {
    case let error as ProduceError: self = error
    case let error as FeedError: self.init(.input, error.description)
    case let error as KafkaError:
      let isAway = (error.isTimeout || error.isConnection || error.isQueueFull) && !error.isAuthorization
      self.init(isAway ? .unavailable : .failed, error.description)
    default: self.init(.failed, "\(error)")
    }
  }
}
