import Kafka
import Telemetry

/// Where reading begins.
public enum ReadStart: Sendable, Equatable {
  case beginning
  /// What comes from now on.
  case now
  case offset(Int64)
  /// The first record ingested then or later; ms since 1970.
  case time(Int64)
  /// The latest so many records of all partitions together, by time of ingest.
  case last(Int)

  /// The most records that `last` may ask for: their places are held in memory.
  public static let lastLimit = 100_000
}

/// Works out absolute offsets.
struct StartFinder {
  let admin: Admin
  let kafka: KafkaConfiguration
  let cancellation: Cancellation

  /// - Parameters:
  ///   - beginnings: the first offset that each partition still has.
  ///   - ends: those that a committed reader sees now.
  func offsets(_ start: ReadStart, beginnings: Offsets, ends: Offsets) throws -> Offsets {
    switch start {
    case .beginning: return beginnings
    case .now: return ends
    case .time(let time): return try admin.offsets(forTimes: ends.mapValues { _ in time })
    case .last(let count): return try last(min(count, ReadStart.lastLimit), beginnings, ends)
    case .offset(let offset):
      var found: Offsets = [:]
      for (partition, end) in ends {
        let first = beginnings[partition] ?? 0
        guard ends.count > 1 || (first...max(first, end)).contains(offset) else {
          throw PipelineError(
            "\(partition.topic) has offsets \(first) to \(end), not \(offset)")
        }
        found[partition] = min(max(offset, first), max(first, end))
      }
      return found
    }
  }

  /// Offsets have gaps (transaction markers), so more is looked at until there are enough records.
  private func last(_ count: Int, _ beginnings: Offsets, _ ends: Offsets) throws -> Offsets {
    var window = Int64(count) * 2 + 16
    while true {
      var from: Offsets = [:]
      for (partition, end) in ends { from[partition] = max(beginnings[partition] ?? 0, end - window) }
      let isAll = from.allSatisfy { $0.value <= beginnings[$0.key] ?? 0 }
      let places = try places(from: from, to: ends)
      // Of a partition that goes further back, earlier records may be later than another's: only those after the
      // latest of the windows' beginnings are sure.
      if isAll || places.count >= count, isAll || isSure(places, count, from, beginnings) {
        var starts = ends
        for place in places.suffix(count) {
          starts[place.partition] = min(starts[place.partition] ?? place.offset, place.offset)
        }
        return starts
      }
      window *= 4
    }
  }

  private struct Place {
    var partition: TopicPartition
    var offset: Int64
    /// Never falls within a partition.
    var time: Int64
  }

  private func isSure(_ places: [Place], _ count: Int, _ from: Offsets, _ beginnings: Offsets) -> Bool {
    guard let first = places.suffix(count).first else { return false }
    for (partition, start) in from where start > beginnings[partition] ?? 0 {
      guard let earliest = places.first(where: { $0.partition == partition }) else { return false }
      if earliest.time > first.time { return false }
    }
    return true
  }

  /// In order of time, then partition and offset.
  private func places(from: Offsets, to ends: Offsets) throws -> [Place] {
    var places: [Place] = []
    var latest: [TopicPartition: Int64] = [:]
    let open = from.filter { $0.value < ends[$0.key] ?? 0 }
    guard !open.isEmpty else { return [] }
    let consumer = try Consumer(kafka, reportsEnds: true)
    defer { consumer.close() }
    try consumer.assign(open.mapValues { .offset($0) })
    while !cancellation.isCancelled, !consumer.isAtEnd {
      try consumer.poll(timeout: .milliseconds(100)) { message in
        let partition = message.topicPartition
        guard message.offset < ends[partition] ?? 0 else { return }
        let time = max(message.timestamp, latest[partition] ?? .min)
        latest[partition] = time
        places.append(Place(partition: partition, offset: message.offset, time: time))
      }
      if open.keys.allSatisfy({ (consumer.position($0) ?? 0) >= ends[$0] ?? 0 || consumer.isAtEnd($0) }) {
        break
      }
    }
    return places.sorted { ($0.time, $0.partition, $0.offset) < ($1.time, $1.partition, $1.offset) }
  }
}
