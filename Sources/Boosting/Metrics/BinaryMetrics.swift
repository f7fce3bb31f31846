import Glibc

/// How good predicted probabilities were against what happened.
public struct BinaryMetrics: Sendable, Equatable {
  public var count: Int
  /// Area under the ROC curve: the probability that a row with outcome 1 was given more than one with 0.
  /// NaN where only one outcome occurs.
  public var auc: Double
  /// Mean squared error.
  public var brier: Double
  /// Mean of −ln of the probability given to what happened; probabilities are kept 1e-15 from 0 and 1.
  public var logLoss: Double
  /// Expected calibration error: mean distance between predicted and observed over 10 bins of equal count.
  public var ece: Double
  public var meanPredicted: Double
  public var meanObserved: Double

  /// - Parameter labels: 0 or 1 for each prediction.
  public init(predictions: [Double], labels: [Float]) {
    precondition(predictions.count == labels.count, "a label for each prediction")
    count = predictions.count
    let order = predictions.indices.sorted { (predictions[$0], $0) < (predictions[$1], $1) }
    auc = Self.auc(predictions, labels, order)
    ece = Self.ece(predictions, labels, order)
    var squares = 0.0
    var logs = 0.0
    var predicted = 0.0
    var observed = 0.0
    for (p, label) in zip(predictions, labels) {
      let y = Double(label)
      let q = min(max(p, 1e-15), 1 - 1e-15)
      squares += (p - y) * (p - y)
      logs -= label > 0.5 ? log(q) : log(1 - q)
      predicted += p
      observed += y
    }
    let n = Double(max(count, 1))
    brier = squares / n
    logLoss = logs / n
    meanPredicted = predicted / n
    meanObserved = observed / n
  }

  /// By the rank sum of Mann and Whitney, equal predictions sharing their mean rank.
  private static func auc(_ predictions: [Double], _ labels: [Float], _ order: [Int]) -> Double {
    var rankSum = 0.0
    var positives = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, predictions[order[end]] == predictions[order[start]] { end += 1 }
      let rank = Double(start + end + 1) / 2
      for place in start..<end where labels[order[place]] > 0.5 {
        rankSum += rank
        positives += 1
      }
      start = end
    }
    let negatives = Double(order.count) - positives
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
  }

  private static func ece(_ predictions: [Double], _ labels: [Float], _ order: [Int]) -> Double {
    var error = 0.0
    for bin in 0..<10 {
      let places = order.count * bin / 10..<order.count * (bin + 1) / 10
      var difference = 0.0
      for place in places { difference += predictions[order[place]] - Double(labels[order[place]]) }
      error += abs(difference)
    }
    return error / Double(max(order.count, 1))
  }
}
