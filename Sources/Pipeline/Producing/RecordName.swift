import Football

extension FeedRecord {
  /// What tells it from all others of its match, as `ce_id` holds it: `event/<id>/<revision>`,
  /// `match/<id>/<revision>`, `recompute/<id>/<revision>`, `frame/<period>/<number>`.
  var name: String {
    switch self {
    case .match(let record): "match/\(record.id)/\(record.revision)"
    case .event(let event): "event/\(event.id)/\(event.revision)"
    case .frame(let frame): "frame/\(frame.period)/\(frame.number)"
    case .recompute(let request): "recompute/\(request.id)/\(request.revision)"
    case .session(let record): "session/\(record.id)/\(record.revision)"
    case .timing(let timing): "timing/\(timing.id)/\(timing.revision)"
    }
  }
}

/// The names of a match's records that are in the log already.
struct RecordNames {
  private var names: Set<String> = []
  /// Frames come by the hundred thousand: one bit each, in blocks of 64.
  private var frames: [UInt64: UInt64] = [:]
  private(set) var count = 0

  func contains(_ record: FeedRecord) -> Bool {
    guard case .frame(let frame) = record else { return names.contains(record.name) }
    let (block, bit) = Self.place(UInt64(frame.period), UInt64(frame.number))
    return (frames[block] ?? 0) & bit != 0
  }

  mutating func insert(_ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0] == "frame", let period = UInt64(parts[1]), period <= 5,
      let number = UInt64(parts[2]), number <= UInt64(UInt32.max)
    {
      let (block, bit) = Self.place(period, number)
      if frames[block, default: 0] & bit == 0 { count += 1 }
      frames[block, default: 0] |= bit
    } else if names.insert(name).inserted {
      count += 1
    }
  }

  private static func place(_ period: UInt64, _ number: UInt64) -> (block: UInt64, bit: UInt64) {
    (period << 32 | number >> 6, 1 << (number & 63))
  }
}
