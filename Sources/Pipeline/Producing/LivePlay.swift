import Kafka

/// Finds out whether live play is on, for the pace of past matches: then the ends of the live feeds move.
final class LivePlay {
  /// Shared by the threads that send.
  let pace = HistoryPace()
  /// Between two looks.
  private static let every = Duration.milliseconds(500)
  /// Play is over when nothing has come for so long.
  private static let quiet = Duration.seconds(3)

  private let admin: Admin
  private let partitions: [TopicPartition]
  private var ends: Offsets = [:]
  private var nextLook = ContinuousClock.now
  private var latestMove: ContinuousClock.Instant?
  /// nil as long as it is not known.
  private(set) var isOn: Bool? { didSet { pace.isBesideLive = isOn ?? true } }

  init(_ settings: PipelineSettings) throws(KafkaError) {
    // Short, since the caller has other things to do. Who gets no answer looks again.
    let admin = try Admin(settings.kafka, timeout: .seconds(1))
    let feeds = settings.topics.topics.filter { $0.kind == .feed && !$0.isHistory }
    // One that is missing, or that this user may not see, tells nothing.
    partitions = feeds.flatMap { feed in
      let topic = settings.names.topic(feed.name)
      let count = (try? admin.topic(topic))?.partitions ?? 0
      return (0..<count).map { TopicPartition(topic, Int32($0)) }
    }
    self.admin = admin
  }

  func close() { admin.close() }

  /// Looks, if it is time to.
  func look() {
    guard ContinuousClock.now >= nextLook else { return }
    defer { nextLook = .now + Self.every }
    guard let now = try? admin.endOffsets(partitions) else { return }
    let isFirst = ends.isEmpty && !partitions.isEmpty
    if !isFirst, now != ends { latestMove = .now }
    ends = now
    if isFirst { return }
    isOn = latestMove.map { .now - $0 < Self.quiet } ?? false
  }
}
