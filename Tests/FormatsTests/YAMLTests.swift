import Formats
import Testing

@Suite struct YAMLTests {
  @Test func readsATopicFile() throws {
    let node = try YAML.document(
      """
      # a comment
      apiVersion: kafka.strimzi.io/v1
      kind: KafkaTopic
      metadata:
        name: "facts.xgoals"
        labels: {strimzi.io/cluster: main, empty: , tilde: ~}
      spec:
        partitions: 12
        ratio: 0.5
        on: true
        quoted: "12"
        text: |
          two
          lines
        list:
        - a
        - [1, 2]
      """)
    #expect(try node.requireString("kind") == "KafkaTopic")
    #expect(
      node["metadata"]?["name"]?.string == "facts.xgoals" && node["metadata"]?["labels"]?.mapping?.count == 3)
    #expect(node["metadata"]?["labels"]?["empty"]?.isNull == true)
    #expect(node["metadata"]?["labels"]?["tilde"]?.string == nil)
    let spec = try node.require("spec")
    #expect(
      try spec.requireInt("partitions") == 12 && spec["ratio"]?.double == 0.5 && spec["on"]?.bool == true)
    #expect(
      spec["quoted"]?.int == nil && spec["quoted"]?.string == "12" && spec["text"]?.string == "two\nlines\n")
    #expect(spec["list"]?[0]?.string == "a" && spec["list"]?[1]?[1]?.int == 2 && spec["list"]?[2] == nil)
    #expect(spec["list"]?.sequence?.count == 2 && spec["list"]?[1]?.line == 17 && spec.line == 8)
    let error = #expect(throws: YAMLError.self) { try spec.requireInt("ratio") }
    #expect(error?.description == "line 9: an integer was expected")
    let missing = #expect(throws: YAMLError.self) { try spec.require("nope") }
    #expect(missing?.description == "line 8: \"nope\" is missing")
  }

  @Test func readsStreamsOfDocuments() throws {
    #expect(try YAML.documents("---\na: 1\n---\nb: 2\n...\n").count == 2)
    #expect(try YAML.documents("").isEmpty && YAML.documents("# only\n").isEmpty)
    #expect(throws: YAMLError.self) { try YAML.document("") }
    let second = #expect(throws: YAMLError.self) { try YAML.document("a: 1\n---\nb: 2\n") }
    #expect(second?.line == 3)
    #expect(try YAML.document("! 12").int == nil)
    #expect(try YAML.document("!!str 12").string == "12")
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", 3), ("a: &x 1\n", 1), ("a: [*x]\n", 1), ("? [1]\n: 2\n", 1), ("a: [1\nb: 2", 2),
    ("a: !!python/object 1\n", 1), ("a:\n\t- 1\n", 2), ("a: 'x", 1), ("a: b: c\n", 1),
  ])
  func refuses(_ text: String, line: Int) {
    let error = #expect(throws: YAMLError.self) { try YAML.documents(text) }
    #expect(error?.line == line, "\(error.map(\.description) ?? "")")
  }

  @Test func limitsDepthSizeAndBytes() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try YAML.document(nested(YAML.maxDepth)).sequence?.count == 1)
    #expect(throws: YAMLError.self) { try YAML.document(nested(YAML.maxDepth + 1)) }
    #expect(throws: YAMLError.self) { try YAML.documents(Array("a: 1".utf8), maxBytes: 3) }
    #expect(throws: YAMLError.self) { try YAML.documents([0x61, 0x3A, 0x20, 0xFF]) }
  }
}
