/// Names of the headers, by the CloudEvents Kafka binding in binary mode and our own.
public enum Header {
  public static let id = "ce_id"
  public static let source = "ce_source"
  public static let type = "ce_type"
  public static let specVersion = "ce_specversion"
  public static let subject = "ce_subject"
  public static let time = "ce_time"
  public static let dataSchema = "ce_dataschema"
  public static let contentType = "content-type"
  /// Microseconds since 1970 at which the feed record that caused this came into Kafka.
  public static let ingestedAt = "ingested_at"
  /// Where a record of a match topic came from.
  public static let originTopic = "origin_topic"
  public static let originPartition = "origin_partition"
  public static let originOffset = "origin_offset"
  /// Of dead letters.
  public static let deadReason = "dlq_reason"
  public static let deadStage = "dlq_stage"
  public static let deadTime = "dlq_timestamp"
  public static let deadSize = "dlq_size"
  public static let deadHash = "dlq_sha256"

  public static let json = "application/json"
  public static let protobuf = "application/protobuf"
}
