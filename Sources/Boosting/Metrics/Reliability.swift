/// Predicted against observed in bins of equal count: what a reliability plot shows, and what the expected
/// calibration error is the mean of.
public struct Reliability: Sendable, Equatable {
  public var bins: [Bin]

  public struct Bin: Sendable, Equatable {
    public var count: Int
    public var meanPredicted: Double
    public var meanObserved: Double
  }

  public init(predictions: [Double], labels: [Float], bins count: Int = 10) {
    let order = predictions.indices.sorted { (predictions[$0], $0) < (predictions[$1], $1) }
    bins = (0..<count).compactMap { bin in
      let places = order.count * bin / count..<order.count * (bin + 1) / count
      guard !places.isEmpty else { return nil }
      let n = Double(places.count)
      return Bin(
        count: places.count, meanPredicted: places.reduce(0) { $0 + predictions[order[$1]] } / n,
        meanObserved: places.reduce(0) { $0 + Double(labels[order[$1]]) } / n)
    }
  }
}
