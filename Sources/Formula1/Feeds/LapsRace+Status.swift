extension LapsRace {
  /// A status is on while all cars on track are in a lap that saw it. Laps overlap, so that this is close, and never
  /// earlier than it was.
  func statusChanges() -> [TimingRecord] {
    var edges: [(at: Double, isStart: Bool, statuses: TrackStatuses)] = []
    for laps in Dictionary(grouping: rows, by: \.driver).values {
      let laps = laps.sorted { $0.lap < $1.lap }
      for (before, row) in zip(laps, laps.dropFirst()) where before.lap + 1 == row.lap && row.end > before.end
      {
        edges.append((before.end, true, row.statuses))
        edges.append((row.end, false, row.statuses))
      }
    }
    edges.sort { ($0.at, $0.isStart ? 1 : 0) < ($1.at, $1.isStart ? 1 : 0) }
    // The most serious first.
    let order: [TrackStatus] = [.red, .safetyCar, .vsc, .vscEnding, .yellow]
    var counts = [Int](repeating: 0, count: order.count)
    var cars = 0
    var status = TrackStatus.clear
    var records: [TimingRecord] = []
    for (place, edge) in edges.enumerated() {
      let step = edge.isStart ? 1 : -1
      cars += step
      for (index, one) in order.enumerated() where edge.statuses.holds(one) { counts[index] += step }
      // A lap's end is the next one's start: look when both are counted.
      if place + 1 < edges.count, edges[place + 1].at == edge.at { continue }
      guard cars > 1 else { continue }
      let now = zip(order, counts).first { $0.1 == cars }?.0 ?? .clear
      guard now != status else { continue }
      status = now
      records.append(
        TimingRecord(
          matchID: matchID, id: "status-\(records.count + 1)", sessionTime: edge.at, detail: .trackStatus(now)
        ))
    }
    return records
  }
}
