import Formats
import Glibc

/// All topics of the deployment.
public struct TopicCatalogue: Sendable {
  /// In order of name, without the match topics' template.
  public let topics: [TopicDefinition]
  /// The settings that match topics get.
  public let matchTemplate: TopicDefinition

  public init(_ definitions: [TopicDefinition]) throws(PipelineError) {
    let sorted = definitions.sorted { $0.name < $1.name }
    for (topic, next) in zip(sorted, sorted.dropFirst()) where topic.name == next.name {
      throw PipelineError("the topic \(topic.name) is described twice")
    }
    guard let template = sorted.first(where: { $0.kind == .matchTemplate }) else {
      throw PipelineError("no topic file holds the template of the match topics (topicName match.…)")
    }
    let facts = sorted.filter { $0.kind == .fact }
    if let odd = facts.first(where: { $0.partitions != facts[0].partitions }) {
      throw PipelineError(
        "\(odd.name) has \(odd.partitions) partitions and \(facts[0].name) \(facts[0].partitions): all facts.* must have as many, so that a season's facts meet in one worker"
      )
    }
    topics = sorted.filter { $0.kind != .matchTemplate }
    matchTemplate = template
  }

  /// Those carried inside the program: what lay under `topics/` when it was built.
  public static func embedded() throws(PipelineError) -> TopicCatalogue {
    var definitions: [TopicDefinition] = []
    for file in EmbeddedFiles.topics where file.name.hasSuffix(".yaml") {
      definitions += try TopicFile.parse(file.text, file: file.name)
    }
    return try TopicCatalogue(definitions)
  }

  /// Those in a folder of topic files.
  public static func read(directory: String) throws -> TopicCatalogue {
    guard let folder = opendir(directory) else {
      throw PipelineError("the folder \(directory) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { closedir(folder) }
    var files: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".yaml") { files.append(name) }
    }
    var definitions: [TopicDefinition] = []
    for file in files.sorted() {
      let source = try ByteSource(path: "\(directory)/\(file)")
      definitions += try TopicFile.parse(
        String(decoding: try source.readAll(maxBytes: 1 << 20), as: UTF8.self), file: file)
    }
    return try TopicCatalogue(definitions)
  }

  public subscript(name: String) -> TopicDefinition? { topics.first { $0.name == name } }

  /// What the dispatcher reads.
  public var dispatched: [TopicDefinition] { topics.filter { $0.matchTopic != nil } }
  public func feeds(sport: String) -> [TopicDefinition] {
    topics.filter { $0.kind == .feed && $0.sport == sport }
  }
}
