import Kafka
import Telemetry

/// One thread of the dispatcher: takes the records of its topics, stores them, then republishes them.
///
/// Exactly once in effect: rows and progress are committed together, publications and group offsets are committed
/// together, and after a restart each is done from where it stood, whatever became of the other.
final class DispatcherLane {
  let name: String
  private let settings: PipelineSettings
  private let topics: [TopicDefinition]
  private let cancellation: Cancellation
  private let metrics: DispatcherMetrics
  private let group: String

  init(
    name: String, _ settings: PipelineSettings, topics: [TopicDefinition],
    metrics: DispatcherMetrics, cancellation: Cancellation
  ) {
    self.name = name
    self.settings = settings
    self.topics = topics
    self.metrics = metrics
    self.cancellation = cancellation
    group = settings.names.group(name)
  }

  func run() throws {
    try SessionLoop(name: name, logger: settings.logger, cancellation: cancellation).run {
      let session = try DispatcherSession(
        group: group, settings, topics: topics, metrics: metrics, cancellation: cancellation)
      defer { session.close() }
      try session.run()
    }
  }
}
