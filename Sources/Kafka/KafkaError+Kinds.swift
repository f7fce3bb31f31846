extension KafkaErrorCode {
  /// Passes by itself as a rule: a broker is away, moving or slow.
  var isTransient: Bool {
    switch self {
    case .timedOut, .timedOutInQueue, .messageTimedOut, .transport, .allBrokersDown, .resolve, .queueFull,
      .waitForCoordinator, .waitForCache, .leaderNotAvailable, .notLeader, .requestTimedOut,
      .coordinatorLoading, .coordinatorNotAvailable, .notCoordinator, .notEnoughReplicas,
      .concurrentTransactions, .unstableOffset, .rebalanceInProgress:
      true
    default: false
    }
  }
}

extension KafkaError {
  /// The time given was over; whether the broker did it is unknown.
  public var isTimeout: Bool {
    switch code {
    case .timedOut, .timedOutInQueue, .messageTimedOut, .requestTimedOut: true
    default: false
    }
  }
  /// No broker can be reached, or none under that name.
  public var isConnection: Bool {
    switch code {
    case .transport, .allBrokersDown, .resolve: true
    default: false
    }
  }
  /// Wrong password, certificate or right: waiting does not help.
  public var isAuthorization: Bool {
    switch code {
    case .authentication, .ssl, .topicAuthorization, .groupAuthorization, .clusterAuthorization,
      .transactionalIDAuthorization:
      true
    default: false
    }
  }
  /// Another producer took this transactional id. A transaction that ran into its timeout looks the same.
  public var isProducerFenced: Bool {
    switch code {
    case .fenced, .invalidProducerEpoch, .producerFenced: true
    default: false
    }
  }
  /// Another consumer took this `group.instance.id`.
  public var isInstanceFenced: Bool { code == .fencedInstance }
  /// This consumer is no longer, or not yet again, the member that the group knows.
  public var isMembershipLost: Bool {
    switch code {
    case .unknownMember, .illegalGeneration, .rebalanceInProgress, .assignmentLost, .maxPollExceeded: true
    default: false
    }
  }
  public var isUnknownTopic: Bool {
    switch code {
    case .unknownTopic, .unknownTopicLocally, .unknownPartitionLocally: true
    default: false
    }
  }
  public var isTopicExists: Bool { code == .topicExists }
  /// The offset asked for was deleted, or is past the end of the log.
  public var isOffsetOutOfRange: Bool { code == .offsetOutOfRange }
  /// The group has no committed offset for the partition.
  public var isNoCommittedOffset: Bool { code == .noOffset }
  public var isQueueFull: Bool { code == .queueFull }
  public var isMessageTooLarge: Bool { code == .messageTooLarge }

  /// What the user should do, where that can be said.
  public var advice: String? {
    switch code {
    case _ where isProducerFenced:
      """
      Another process uses this transactional id, or the transaction ran into transaction.timeout.ms: \
      see to it that each slot runs once, then start again from the committed offsets
      """
    case .fencedInstance:
      "Another process runs in this slot (group.instance.id): end it, or give this one a name of its own"
    case .unknownTopic, .unknownTopicLocally: "Create the topic, or correct its name"
    case .unknownPartitionLocally: "The topic has fewer partitions than that"
    case .offsetOutOfRange:
      "The records were deleted, or it is another cluster: say from where to go on"
    case .noOffset: "The group has never committed here, or the broker forgot: say from where to go on"
    case .transport, .allBrokersDown, .timedOut:
      "See whether the brokers can be reached at the given addresses"
    case .resolve: "Correct the broker's host name"
    case .authentication, .ssl: "Correct the security.protocol, sasl.* or ssl.* properties"
    case _ where isAuthorization: "Ask the cluster's administrator for the right to do this"
    case .queueFull: "Produce slower, or raise queue.buffering.max.messages"
    case .messageTooLarge:
      "Raise the topic's max.message.bytes and the client's message.max.bytes, or send less"
    case .maxPollExceeded: "Processing took longer than max.poll.interval.ms: the partitions went elsewhere"
    case .offsetMetadataTooLarge: "Keep the metadata of an offset under 4096 bytes"
    case .groupNotEmpty: "End the group's members first"
    case .destroyed: "The client was closed"
    default: nil
    }
  }
}
