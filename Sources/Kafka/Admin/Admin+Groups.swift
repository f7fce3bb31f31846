internal import CRdKafka

/// A consumer group and who is in it.
public struct GroupDescription: Sendable, Hashable {
  public struct Member: Sendable, Hashable {
    public let id: String
    public let clientID: String
    /// `group.instance.id` of a static member.
    public let instance: String?
    public let host: String
    public let partitions: [TopicPartition]
  }
  public let name: String
  /// `Stable`, `Empty`, `Dead`, `PreparingRebalance`, `CompletingRebalance`.
  public let state: String
  public let members: [Member]
}

extension Admin {
  /// The names of all consumer groups.
  public func groups() throws(KafkaError) -> [String] {
    let operation = "list groups"
    return try call(operation, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS) {
      rd_kafka_ListConsumerGroups($0, $1, $2)
    } _: { event in
      var count = 0
      let found = rd_kafka_ListConsumerGroups_result_valid(
        rd_kafka_event_ListConsumerGroups_result(event), &count)
      return UnsafeBufferPointer(start: found, count: count)
        .compactMap { rd_kafka_ConsumerGroupListing_group_id($0).map { String(cString: $0) } }
        .sorted()
    }
  }

  /// State and members. A group that does not exist is `Dead` and empty.
  public func describeGroups(_ names: [String]) throws(KafkaError) -> [GroupDescription] {
    let operation = "describe groups"
    if names.isEmpty { return [] }
    return try withCStrings(names) { pointers throws(KafkaError) in
      try call(operation, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS) {
        rd_kafka_DescribeConsumerGroups($0, &pointers, pointers.count, $1, $2)
      } _: { event throws(KafkaError) in
        var count = 0
        let found = rd_kafka_DescribeConsumerGroups_result_groups(
          rd_kafka_event_DescribeConsumerGroups_result(event), &count)
        var groups: [GroupDescription] = []
        for group in UnsafeBufferPointer(start: found, count: count) {
          if let error = rd_kafka_ConsumerGroupDescription_error(group),
            rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR_NO_ERROR
          {
            throw KafkaError(
              rd_kafka_error_code(error), operation: operation,
              message: rd_kafka_error_string(error).map { String(cString: $0) }, client: nil)
          }
          groups.append(GroupDescription(group))
        }
        return groups
      }
    }
  }

  /// What a group has committed; for partitions left out it has nothing.
  public func committedOffsets(
    of group: String, _ partitions: some Collection<TopicPartition>
  ) throws(KafkaError) -> [TopicPartition: CommittedOffset] {
    let operation = "read the committed offsets of group \(group)"
    if partitions.isEmpty { return [:] }
    // Not ListConsumerGroupOffsets: while the group's coordinator is away, librdkafka 2.0.2 dies of it.
    return try groupClient(group).committed(Set(partitions), operation, timeout: timeout)
  }

  /// - Returns: per group why it was not deleted, such as `GROUP_ID_NOT_FOUND` or `NON_EMPTY_GROUP`.
  public func deleteGroups(_ names: [String]) throws(KafkaError) -> [String: KafkaError] {
    let operation = "delete groups"
    if names.isEmpty { return [:] }
    var made = names.map { rd_kafka_DeleteGroup_new($0) }
    defer { for group in made { rd_kafka_DeleteGroup_destroy(group) } }
    return try call(operation, RD_KAFKA_ADMIN_OP_DELETEGROUPS) {
      rd_kafka_DeleteGroups($0, &made, made.count, $1, $2)
    } _: { event in
      var count = 0
      let found = rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event), &count)
      var failures: [String: KafkaError] = [:]
      for group in UnsafeBufferPointer(start: found, count: count) {
        guard let name = rd_kafka_group_result_name(group) else { continue }
        failures[String(cString: name)] = groupError(group, operation)
      }
      return failures
    }
  }

  private func groupError(_ group: OpaquePointer?, _ operation: String) -> KafkaError? {
    guard let error = rd_kafka_group_result_error(group),
      rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR_NO_ERROR
    else { return nil }
    return KafkaError(
      rd_kafka_error_code(error), operation: operation,
      message: rd_kafka_error_string(error).map { String(cString: $0) }, client: nil)
  }
}

extension GroupDescription {
  init(_ group: OpaquePointer?) {
    func text(_ start: UnsafePointer<CChar>?) -> String { start.map { String(cString: $0) } ?? "" }
    name = text(rd_kafka_ConsumerGroupDescription_group_id(group))
    state = text(rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(group)))
    members = (0..<rd_kafka_ConsumerGroupDescription_member_count(group)).map { index in
      let member = rd_kafka_ConsumerGroupDescription_member(group, index)
      let list = rd_kafka_MemberDescription_assignment(member)
        .flatMap { rd_kafka_MemberAssignment_partitions($0) }
      let partitions = UnsafeBufferPointer(start: list?.pointee.elems, count: Int(list?.pointee.cnt ?? 0))
      return Member(
        id: text(rd_kafka_MemberDescription_consumer_id(member)),
        clientID: text(rd_kafka_MemberDescription_client_id(member)),
        instance: rd_kafka_MemberDescription_group_instance_id(member).map { String(cString: $0) },
        host: text(rd_kafka_MemberDescription_host(member)),
        partitions: partitions.map(\.topicPartition).sorted())
    }
  }
}

/// An array of C strings for the time of a call.
private func withCStrings<R>(
  _ texts: [String], _ body: (inout [UnsafePointer<CChar>?]) throws(KafkaError) -> R
) throws(KafkaError) -> R {
  let copies = texts.map { text in
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: byte) }
    return copy
  }
  defer { for copy in copies { copy.deallocate() } }
  var pointers = copies.map { Optional(UnsafePointer($0)) }
  return try body(&pointers)
}
