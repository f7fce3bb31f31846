import Kafka
import Testing

@Suite struct HeaderTests {
  @Test func setReplacesAndRemoveTakesAll() {
    var list = HeaderList([("a", "1"), ("ab", "2"), ("a", "3")])
    list.set("a", "4")
    #expect(list.count == 2)
    list.remove("ab")
    #expect(list.count == 1)
    list.removeAll()
    #expect(list.isEmpty)
  }

  @Test func nullEmptyBinaryAndRepeatedArriveAsSent() async throws {
    try await onThread {
      let cluster = try MockCluster()
      try cluster.createTopic("t")
      let producer = try Producer(cluster.configuration)
      let binary: [UInt8] = [0, 255, 0, 13]
      var list = HeaderList()
      list.append("text", "é")
      list.append("binary", binary.span.bytes)
      list.append("null", nil as RawSpan?)
      list.append("empty", "")
      list.append("twice", "1")
      list.append("twice", "2")
      try producer.produce(to: "t", key: nil, value: nil, headers: list)
      try producer.flush()

      let consumer = try Consumer(cluster.configuration)
      try consumer.assign([TopicPartition("t", 0): .beginning])
      var copy = HeaderList()
      var seen = 0
      try consumer.poll(until: { seen == 1 }) { message in
        seen += 1
        #expect(message.valueText == nil && message.keyText == nil && message.headerCount == 6)
        #expect(message.headerText("text") == "é")
        #expect(message.header("twice", is: "2") && !message.header("twice", is: "1"))
        if message.header("absent") != nil || message.header("null") != nil {
          Issue.record("a value for null")
        }
        #expect(message.headerText("empty") == "")
        if let value = message.header("binary") {
          #expect(value.withUnsafeBytes { Array($0) } == binary)
        } else {
          Issue.record("no binary header")
        }
        copy.append(contentsOf: message)
        copy.append("more", "x")
      }
      try producer.produce(to: "t", value: binary.span.bytes, headers: copy)
      try producer.flush()
      var names: [String] = []
      var nulls: [String] = []
      try consumer.poll(until: { !names.isEmpty }) { message in
        message.forEachHeader { name, value in
          let name = name.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
          names.append(name)
          if value == nil { nulls.append(name) }
        }
      }
      #expect(names == ["text", "binary", "null", "empty", "twice", "twice", "more"])
      #expect(nulls == ["null"])
      consumer.close()
      producer.close()
    }
  }
}
