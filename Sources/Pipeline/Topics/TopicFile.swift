import Formats

/// Reads the Strimzi `KafkaTopic` documents under `topics/`.
public enum TopicFile {
  /// The documents of one file.
  public static func parse(_ text: String, file: String) throws(PipelineError) -> [TopicDefinition] {
    let documents: [YAMLNode]
    do { documents = try YAML.documents(text) } catch { throw PipelineError("\(file): \(error)") }
    var topics: [TopicDefinition] = []
    for document in documents where document["asyncapi"] == nil {
      topics.append(try definition(document, file))
    }
    return topics
  }

  private static func definition(_ document: YAMLNode, _ file: String) throws(PipelineError)
    -> TopicDefinition
  {
    guard document["kind"]?.string == "KafkaTopic" else { throw PipelineError("\(file): no KafkaTopic") }
    guard let spec = document["spec"], let metadata = document["metadata"] else {
      throw PipelineError("\(file): a KafkaTopic needs metadata and spec")
    }
    guard let name = spec["topicName"]?.string ?? metadata["name"]?.string else {
      throw PipelineError("\(file): the topic has no name")
    }
    guard let partitions = spec["partitions"]?.int.flatMap(Int32.init(exactly:)),
      let replicas = spec["replicas"]?.int.flatMap(Int16.init(exactly:))
    else { throw PipelineError("\(file): \(name) needs whole numbers of partitions and replicas") }
    var config: [String: String] = [:]
    for (key, value) in spec["config"]?.mapping ?? [] { config[key] = value.string ?? "" }
    let annotations = metadata["annotations"]
    return TopicDefinition(
      name: name, partitions: partitions, replicas: replicas, config: config,
      sport: annotations?["touchline.io/sport"]?.string,
      matchTopic: annotations?["touchline.io/match-topic"]?.string,
      rules: try rules(annotations?["touchline.io/dispatch"]?.string ?? "", file))
  }

  /// `football.event: table=feed_football republish=yes`, one a line.
  private static func rules(_ text: String, _ file: String) throws(PipelineError) -> [String: DispatchRule] {
    var rules: [String: DispatchRule] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let type = words.first, type.hasSuffix(":") else {
        throw PipelineError(
          "\(file): \"\(line)\" is no dispatch rule like \"type: table=NAME republish=yes\"")
      }
      var rule = DispatchRule(table: nil, isRepublished: false)
      for word in words.dropFirst() {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        switch (parts.first, parts.last) {
        case ("table", let table?): rule.table = table == "none" ? nil : table
        case ("republish", let answer?): rule.isRepublished = answer == "yes"
        case ("rows", let array?): rule.rows = array
        default:
          throw PipelineError("\(file): \"\(word)\" in a dispatch rule is none of table=, republish=, rows=")
        }
      }
      rules[String(type.dropLast())] = rule
    }
    return rules
  }
}
