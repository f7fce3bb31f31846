import Football
import Formats
import Telemetry

/// Sends the records of one input, each in its moment. Used by one thread.
final class FeedStream {
  private let input: FeedInput
  private let options: ProduceOptions
  private let logged: [String: RecordNames]
  private let sink: any FeedSink
  private let board: ProduceBoard
  private let thread: Int
  private let time: any TimeSource
  private let historyPace: HistoryPace?
  /// Waits so many seconds; true if it is to stop.
  private let sleep: (Double) -> Bool
  private var lanes: [String: Lane] = [:]
  private var counts = ProduceCounts()
  private let countsAtOnce: Int
  private var part = 0.0

  /// What is kept for a match while it goes out.
  private struct Lane {
    var timeline = MatchTimeline()
    var pacer: Pacer
  }

  init(
    _ input: FeedInput, _ options: ProduceOptions, logged: [String: RecordNames] = [:], to sink: any FeedSink,
    board: ProduceBoard, thread: Int = 0, time: any TimeSource = .system, historyPace: HistoryPace? = nil,
    sleep: ((Double) -> Bool)? = nil
  ) {
    self.input = input
    self.options = options
    self.logged = logged
    self.sink = sink
    self.board = board
    self.thread = thread
    self.time = time
    self.historyPace = historyPace
    self.sleep = sleep ?? { [stop = board.stop] in stop.wait(seconds: $0) }
    countsAtOnce = options.speed == .max && !input.isStandardInput ? 256 : 1
  }

  /// - Throws: `CancellationError`, `FeedError` for an input that cannot be read further, what the sink throws.
  func run(maxLineBytes: Int) throws {
    defer { tell(nil) }
    switch input {
    case .match(let files): try files.read { try take($0, text: nil) }
    case .lines(let path, let matches):
      try FeedLines(path: path, matches: matches, maxLineBytes: maxLineBytes).read(
        isUnchecked: options.unchecked, refuse: { self.board.refuse($0) },
        record: { record, text in try self.take(record, text: text) },
        unchecked: { text, matchID in try self.takeUnchecked(text, matchID) })
    }
  }

  private func take(_ record: FeedRecord, text: RawSpan?) throws {
    if board.stop.isCancelled { throw CancellationError() }
    let id = record.matchID
    if lanes[id] == nil {
      lanes[id] = Lane(pacer: Pacer(options.speed, time: time))
      counts.newMatches.insert(id)
    }
    let due = lanes[id]?.timeline.due(record)
    if logged[id]?.contains(record) == true {
      counts.alreadyThere += 1
      return count(record)
    }
    if isBeforeStart(record) {
      guard record.type.isOfLife else { return }
    } else if let due, let wait = lanes[id]?.pacer.wait(for: due), wait > 0 {
      tell(record)
      if sleep(wait) { throw CancellationError() }
    }
    try makeWayForLivePlay()
    do { try sink.send(record, text: text) } catch let error as RecordRefused {
      return board.refuse("\(input.title): \(error.reason)")
    }
    counts.byType[record.type, default: 0] += 1
    if record.isClosing { lanes[id] = nil }
    count(record)
  }

  private func takeUnchecked(_ text: RawSpan, _ matchID: String?) throws {
    if board.stop.isCancelled { throw CancellationError() }
    try makeWayForLivePlay()
    do { try sink.send(unchecked: text, matchID: matchID) } catch let error as RecordRefused {
      return board.refuse("\(input.title): \(error.reason)")
    }
    counts.unchecked += 1
    count(nil)
  }

  private func makeWayForLivePlay() throws {
    if let wait = historyPace?.wait(), wait > 0, sleep(wait) { throw CancellationError() }
  }

  private func isBeforeStart(_ record: FeedRecord) -> Bool {
    guard let start = options.fromClock, let position = record.position else { return false }
    return position < start
  }

  private func count(_ record: FeedRecord?) {
    counts.total += 1
    if counts.total >= countsAtOnce { tell(record) }
  }

  private func tell(_ record: FeedRecord?) {
    var current: String?
    if let record, let position = record.position {
      part = max(part, Self.part(position))
      current = "\(record.matchID) \(position)"
    }
    board.add(counts, thread: thread, weight: input.weight, part: part, current: current)
    counts = ProduceCounts()
  }

  /// About how much of a match lies before a moment of it.
  private static func part(_ position: MatchPosition) -> Double {
    if position.isLap { return min(0.98, position.clock / 7200) }
    return switch position.period {
    case 1: min(0.5, position.clock / 5700)
    case 2: min(0.98, 0.5 + position.clock / 5700)
    default: 0.98
    }
  }
}
