import Glibc

/// How sure it is that one set of predictions is better than another on the same rows: whole groups (matches) are
/// drawn with replacement, and the 2.5 and 97.5 percent points of the differences are given.
public struct BootstrapDifference: Sendable, Equatable {
  /// The first's figure minus the second's. For AUC above 0 is better, for the others below.
  public var auc: Interval
  public var brier: Interval
  public var logLoss: Interval

  public struct Interval: Sendable, Equatable {
    public var value: Double
    public var low: Double
    public var high: Double
  }

  /// - Parameters:
  ///   - groups: the match of each row.
  ///   - draws: at least 40, so that there is a 2.5 percent point.
  public init(
    _ first: [Double], _ second: [Double], labels: [Float], groups: [String], draws: Int = 1000,
    seed: UInt64 = 1
  ) {
    precondition(first.count == labels.count && second.count == labels.count && groups.count == labels.count)
    var numbers: [String: Int] = [:]
    let group = groups.map { name -> Int in
      if let known = numbers[name] { return known }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
    let a = Scored(first, labels, group)
    let b = Scored(second, labels, group)
    let all = [Double](repeating: 1, count: numbers.count)
    var differences: [[Double]] = [[], [], []]
    var random = SplitMix64(seed: seed)
    for _ in 0..<draws {
      var times = [Double](repeating: 0, count: numbers.count)
      for _ in 0..<numbers.count { times[Int(random.unit() * Double(numbers.count))] += 1 }
      let x = a.figures(times)
      let y = b.figures(times)
      for place in 0..<3 { differences[place].append(x[place] - y[place]) }
    }
    let x = a.figures(all)
    let y = b.figures(all)
    let intervals = (0..<3).map { place -> Interval in
      let sorted = differences[place].sorted()
      return Interval(
        value: x[place] - y[place], low: sorted[Int(Double(draws) * 0.025)],
        high: sorted[min(Int(Double(draws) * 0.975), draws - 1)])
    }
    (auc, brier, logLoss) = (intervals[0], intervals[1], intervals[2])
  }

  /// Rows in order of prediction, so that a draw costs one walk.
  private struct Scored {
    var prediction: [Double] = []
    var isPositive: [Bool] = []
    var group: [Int] = []
    var square: [Double] = []
    var loss: [Double] = []

    init(_ predictions: [Double], _ labels: [Float], _ groups: [Int]) {
      for row in predictions.indices.sorted(by: { (predictions[$0], $0) < (predictions[$1], $1) }) {
        let p = predictions[row]
        let isPositive = labels[row] > 0.5
        let q = min(max(p, 1e-15), 1 - 1e-15)
        prediction.append(p)
        self.isPositive.append(isPositive)
        group.append(groups[row])
        square.append(isPositive ? (1 - p) * (1 - p) : p * p)
        loss.append(-log(isPositive ? q : 1 - q))
      }
    }

    /// AUC, Brier and log loss with each group counted so many times.
    func figures(_ times: [Double]) -> [Double] {
      var squares = 0.0
      var losses = 0.0
      var pairs = 0.0
      var positives = 0.0
      var negatives = 0.0
      var place = 0
      while place < prediction.count {
        var positivesHere = 0.0
        var negativesHere = 0.0
        let value = prediction[place]
        while place < prediction.count, prediction[place] == value {
          let weight = times[group[place]]
          if isPositive[place] { positivesHere += weight } else { negativesHere += weight }
          squares += weight * square[place]
          losses += weight * loss[place]
          place += 1
        }
        pairs += positivesHere * (negatives + negativesHere / 2)
        positives += positivesHere
        negatives += negativesHere
      }
      let count = max(positives + negatives, 1)
      return [
        positives * negatives > 0 ? pairs / (positives * negatives) : 0.5, squares / count, losses / count,
      ]
    }
  }
}
