/// How fast cars are, from their clean laps up to a lap.
extension RaceState {
  /// Mean of the newest clean laps, at most `count` of them, none older than `count` + 6 laps; NaN of none.
  func pace(_ car: Int, to lap: Int, count: Int) -> Double {
    let it = cars[car]
    var sum = 0.0
    var taken = 0
    for lap in stride(from: lap, to: max(lap - count - 6, 3), by: -1) where it.isClean(lap) {
      sum += it.duration(lap)
      taken += 1
      if taken == count { break }
    }
    return taken == 0 ? .nan : sum / Double(taken)
  }

  /// Mean distance of clean laps to the field's median on the same lap, over the newest `window` laps; NaN of none.
  /// Fuel burns off for all alike, so that it cancels.
  func relativePace(_ car: Int, to lap: Int, window: Int = 200) -> Double {
    let it = cars[car]
    var sum = 0.0
    var taken = 0
    var clean = 0
    for lap in stride(from: min(lap, fieldMedian.count - 1), to: 2, by: -1) {
      clean += 1
      if clean > window { break }
      guard !fieldMedian[lap].isNaN, it.isClean(lap) else { continue }
      sum += it.duration(lap) - fieldMedian[lap]
      taken += 1
    }
    return taken == 0 ? .nan : sum / Double(taken)
  }

  /// Seconds a lap by which this stint's clean laps of late grow: wear less fuel; NaN with fewer than four.
  func trend(_ car: Int, to lap: Int) -> Double {
    let it = cars[car]
    let start = it.stint(lap)?.startLap ?? 0
    var n = 0.0
    var (sx, sy, sxx, sxy) = (0.0, 0.0, 0.0, 0.0)
    for one in stride(from: lap, to: max(lap - 12, 3), by: -1) where one >= start && it.isClean(one) {
      let (x, y) = (Double(one - lap), it.duration(one))
      n += 1
      sx += x
      sy += y
      sxx += x * x
      sxy += x * y
    }
    guard n >= 4 else { return .nan }
    let determinant = n * sxx - sx * sx
    return determinant > 0 ? (n * sxy - sx * sy) / determinant : .nan
  }

  /// Standard deviation of the clean ones of the newest eight laps; NaN with fewer than three.
  func spread(_ car: Int, to lap: Int) -> Double {
    let it = cars[car]
    var durations: [Double] = []
    for lap in stride(from: lap, to: max(lap - 8, 3), by: -1) where it.isClean(lap) {
      durations.append(it.duration(lap))
    }
    guard durations.count > 2 else { return .nan }
    let mean = durations.reduce(0, +) / Double(durations.count)
    let squares = durations.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(durations.count)).squareRoot()
  }

  /// The field's lap of late: the median of the last four medians up to a lap; NaN before there is one.
  func referenceLap(to lap: Int) -> Double {
    var medians: [Double] = []
    for lap in max(1, lap - 3)...max(1, lap) where lap < fieldMedian.count && !fieldMedian[lap].isNaN {
      medians.append(fieldMedian[lap])
    }
    return median(&medians)
  }
}
