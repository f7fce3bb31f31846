import Facts
import Kafka
import Postgres
import Telemetry

/// What every part of the pipeline is told from outside.
public struct PipelineSettings: Sendable {
  public var kafka: KafkaConfiguration
  /// PostgreSQL connection URI.
  public var databaseURL: String
  public var schema: String
  public var names: Names
  /// The slot of this process: unique on the cluster and the same after a restart.
  public var instance: String
  public var facts: FactSettings
  public var topics: TopicCatalogue
  public var logger: Logger
  /// Records that a batch may hold: the bound of memory and of what a restart does again.
  public var batchSize = 2000
  /// Longer records become dead letters.
  public var maxRecordBytes = 1 << 20

  public init(
    kafka: KafkaConfiguration, databaseURL: String, schema: String = "touchline", names: Names,
    instance: String, facts: FactSettings, topics: TopicCatalogue, logger: Logger
  ) {
    self.kafka = kafka
    self.databaseURL = databaseURL
    self.schema = schema
    self.names = names
    self.instance = instance
    self.facts = facts
    self.topics = topics
    self.logger = logger
  }

  var connectionOptions: ConnectionOptions {
    ConnectionOptions(url: databaseURL, schema: schema, applicationName: "touchline \(instance)")
  }
}
