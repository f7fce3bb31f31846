/// What became of one record that was produced.
public struct Delivery: Sendable {
  /// The number given to `produce`.
  public let token: UInt
  public let partition: Int32
  /// Below 0 if the broker did not tell.
  public let offset: Int64
  /// From `produce` to the broker's answer.
  public let latencyMicroseconds: Int64
  /// nil: the record is kept.
  public let error: KafkaError?
}
