internal import CRdKafka

/// An error code of librdkafka: negative ones arise in the client, positive ones come from a broker.
public struct KafkaErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }

  init(_ code: rd_kafka_resp_err_t) { rawValue = code.rawValue }
  var raw: rd_kafka_resp_err_t { rd_kafka_resp_err_t(rawValue: rawValue) }

  /// The protocol's name, such as `UNKNOWN_TOPIC_OR_PART`; the client's own begin with `_`.
  public var name: String { rd_kafka_err2name(raw).map { String(cString: $0) } ?? "\(rawValue)" }
  /// librdkafka's sentence about it.
  public var text: String { rd_kafka_err2str(raw).map { String(cString: $0) } ?? "error \(rawValue)" }
  public var description: String { name }
}

extension KafkaErrorCode {
  public static let none = Self(RD_KAFKA_RESP_ERR_NO_ERROR)

  // The client's own.
  public static let timedOut = Self(RD_KAFKA_RESP_ERR__TIMED_OUT)
  public static let timedOutInQueue = Self(RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE)
  public static let messageTimedOut = Self(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT)
  public static let transport = Self(RD_KAFKA_RESP_ERR__TRANSPORT)
  public static let allBrokersDown = Self(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
  public static let resolve = Self(RD_KAFKA_RESP_ERR__RESOLVE)
  public static let authentication = Self(RD_KAFKA_RESP_ERR__AUTHENTICATION)
  public static let ssl = Self(RD_KAFKA_RESP_ERR__SSL)
  public static let invalidArgument = Self(RD_KAFKA_RESP_ERR__INVALID_ARG)
  public static let state = Self(RD_KAFKA_RESP_ERR__STATE)
  public static let conflict = Self(RD_KAFKA_RESP_ERR__CONFLICT)
  public static let queueFull = Self(RD_KAFKA_RESP_ERR__QUEUE_FULL)
  public static let fatal = Self(RD_KAFKA_RESP_ERR__FATAL)
  public static let fenced = Self(RD_KAFKA_RESP_ERR__FENCED)
  public static let unknownTopicLocally = Self(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC)
  public static let unknownPartitionLocally = Self(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION)
  public static let partitionEnd = Self(RD_KAFKA_RESP_ERR__PARTITION_EOF)
  public static let autoOffsetReset = Self(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
  public static let noOffset = Self(RD_KAFKA_RESP_ERR__NO_OFFSET)
  public static let maxPollExceeded = Self(RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED)
  public static let waitForCoordinator = Self(RD_KAFKA_RESP_ERR__WAIT_COORD)
  public static let waitForCache = Self(RD_KAFKA_RESP_ERR__WAIT_CACHE)
  public static let assignmentLost = Self(RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST)
  public static let purgedInQueue = Self(RD_KAFKA_RESP_ERR__PURGE_QUEUE)
  public static let purgedInFlight = Self(RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
  public static let destroyed = Self(RD_KAFKA_RESP_ERR__DESTROY)
  public static let failed = Self(RD_KAFKA_RESP_ERR__FAIL)

  // The brokers'.
  public static let offsetOutOfRange = Self(RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE)
  public static let unknownTopic = Self(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
  public static let leaderNotAvailable = Self(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE)
  public static let notLeader = Self(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION)
  public static let requestTimedOut = Self(RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT)
  public static let messageTooLarge = Self(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
  public static let offsetMetadataTooLarge = Self(RD_KAFKA_RESP_ERR_OFFSET_METADATA_TOO_LARGE)
  public static let coordinatorLoading = Self(RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS)
  public static let coordinatorNotAvailable = Self(RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE)
  public static let notCoordinator = Self(RD_KAFKA_RESP_ERR_NOT_COORDINATOR)
  public static let invalidTopic = Self(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION)
  public static let notEnoughReplicas = Self(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS)
  public static let illegalGeneration = Self(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION)
  public static let unknownMember = Self(RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID)
  public static let rebalanceInProgress = Self(RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS)
  public static let invalidTimestamp = Self(RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP)
  public static let topicAuthorization = Self(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
  public static let groupAuthorization = Self(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
  public static let clusterAuthorization = Self(RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED)
  public static let transactionalIDAuthorization =
    Self(RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED)
  public static let topicExists = Self(RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
  public static let invalidPartitions = Self(RD_KAFKA_RESP_ERR_INVALID_PARTITIONS)
  public static let invalidReplication = Self(RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR)
  public static let invalidConfig = Self(RD_KAFKA_RESP_ERR_INVALID_CONFIG)
  public static let invalidProducerEpoch = Self(RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH)
  public static let producerFenced = Self(RD_KAFKA_RESP_ERR_PRODUCER_FENCED)
  public static let concurrentTransactions = Self(RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS)
  public static let fencedInstance = Self(RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID)
  public static let groupNotEmpty = Self(RD_KAFKA_RESP_ERR_NON_EMPTY_GROUP)
  public static let groupNotFound = Self(RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND)
  public static let unstableOffset = Self(RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT)
}
