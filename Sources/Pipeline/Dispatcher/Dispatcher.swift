import Telemetry

/// Stores every record of every global topic and republishes it to its match's own topic. The only writer of
/// match topics.
///
/// Feeds have a lane of their own, so that facts and rankings never wait behind frames.
public enum Dispatcher {
  public static let feedsGroup = "dispatcher-feeds"
  public static let factsGroup = "dispatcher"

  /// The services to run; each ends when it is cancelled, or throws what nobody can wait for.
  public static func services(
    _ settings: PipelineSettings, metrics: DispatcherMetrics = DispatcherMetrics()
  ) -> [any Service] {
    let topics = settings.topics.dispatched
    let lanes = [
      (feedsGroup, topics.filter { $0.kind == .feed }),
      (factsGroup, topics.filter { $0.kind != .feed }),
    ]
    return lanes.map { name, topics in
      ClosureService(name) { cancellation in
        try DispatcherLane(
          name: name, settings, topics: topics, metrics: metrics, cancellation: cancellation
        ).run()
      }
    }
  }
}
