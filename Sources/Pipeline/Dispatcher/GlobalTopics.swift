import Kafka

/// The topics that must be there before anything can run.
enum GlobalTopics {
  /// - Throws: a `PipelineError` that names what is missing and how to make it.
  static func check(_ topics: [TopicDefinition], names: Names, _ admin: Admin) throws {
    for topic in topics {
      let name = names.topic(topic.name)
      guard let found = try admin.topic(name) else {
        throw PipelineError("the topic \(name) does not exist: run `touchline topics apply`")
      }
      guard found.partitions == Int(topic.partitions) else {
        throw PipelineError(
          "the topic \(name) has \(found.partitions) partitions, its file says \(topic.partitions): a match would move to another partition. Make them agree"
        )
      }
    }
  }
}
