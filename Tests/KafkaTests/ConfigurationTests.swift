import Kafka
import Testing

@Suite struct ConfigurationTests {
  @Test func unknownPropertyIsNamedWithTheNearest() {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    let error = #expect(throws: KafkaError.self) { try configuration.set("linger.mss", "1") }
    #expect(error?.code == .invalidArgument)
    #expect(error?.description.contains("linger.mss") == true)
    #expect(error?.description.contains("did you mean linger.ms?") == true)
    #expect(configuration.properties.isEmpty)
  }

  @Test func badValueIsRefused() {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    let error = #expect(throws: KafkaError.self) { try configuration.set("acks", "some") }
    #expect(error?.message.contains("acks") == true)
  }

  @Test(arguments: ["enable.auto.commit", "group.id", "transactional.id", "bootstrap.servers"])
  func whatIsDecidedElsewhereIsRefused(key: String) {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    #expect(throws: KafkaError.self) { try configuration.set(key, "true") }
  }

  @Test func cooperativeAssignmentIsRefused() {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    #expect(throws: KafkaError.self) {
      try configuration.set("partition.assignment.strategy", "cooperative-sticky")
    }
  }

  @Test(arguments: KafkaDefaults.Role.allCases)
  func defaultsArePropertiesAndExplained(role: KafkaDefaults.Role) throws {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    for setting in KafkaDefaults.settings(role) {
      try configuration.set(setting.key, setting.value)
      #expect(!setting.reason.isEmpty)
    }
    let keys = KafkaDefaults.settings(role).map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test func clientsStartWithEveryUserProperty() throws {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    try configuration.set("fetch.wait.max.ms", "5")
    try configuration.set("linger.ms", "7")
    let log = Box<[KafkaLog]>([])
    configuration.onLog = { line in log.change { $0.append(line) } }
    let producer = try Producer(configuration)
    let consumer = try Consumer(configuration, group: "g")
    producer.close()
    consumer.close()
    // A consumer's property is no news to a producer.
    #expect(!log.value.contains { $0.facility == "CONFWARN" })
  }

  @Test func conflictingPropertiesAreExplained() throws {
    var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
    try configuration.set("acks", "1")  // not with idempotence
    let error = #expect(throws: KafkaError.self) { try Producer(configuration) }
    #expect(error?.message.contains("acks") == true)
  }
}
