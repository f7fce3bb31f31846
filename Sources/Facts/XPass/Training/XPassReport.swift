import Boosting
import Formats

/// How good predictions of passes were: overall and by the way play began again.
public struct XPassReport: Sendable {
  public var all: BinaryMetrics
  /// Completed or not is more even among difficult passes: those predicted below 0.75.
  public var difficult: BinaryMetrics
  public var reliability: Reliability
  public var by: [(name: String, metrics: BinaryMetrics)]
  /// Passes whose outcome nobody knows.
  public var leftOut: Int

  /// - Parameter predictions: one for each row of the table.
  public init(_ table: PassTable, predictions: [Double]) {
    reliability = Reliability(predictions: predictions, labels: table.labels)
    func metrics(_ rows: [Int]) -> BinaryMetrics {
      BinaryMetrics(predictions: rows.map { predictions[$0] }, labels: rows.map { table.rows[$0].label })
    }
    all = BinaryMetrics(predictions: predictions, labels: table.labels)
    difficult = metrics(predictions.indices.filter { predictions[$0] < PassValuer.difficultBelow })
    var rows: [String: [Int]] = [:]
    for (index, row) in table.rows.enumerated() { rows[row.kind, default: []].append(index) }
    by = rows.sorted { $0.key < $1.key }.map { ($0.key, metrics($0.value)) }
    leftOut = table.leftOut
  }

  /// One line for people.
  public var summary: String { all.line }

  /// One object with the keys of `touchline evaluate xpass --json`.
  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    all.writeFields(into: &writer)
    write("difficult", difficult, into: &writer)
    writer.key("by")
    writer.beginObject()
    writer.key("restart")
    writer.beginObject()
    for group in by { write(group.name, group.metrics, into: &writer) }
    writer.endObject()
    writer.endObject()
    writer.field("unknown_outcomes", leftOut)
    writer.endObject()
  }

  private func write(_ name: String, _ metrics: BinaryMetrics, into writer: inout JSONWriter) {
    writer.key(name)
    writer.beginObject()
    metrics.writeFields(into: &writer)
    writer.endObject()
  }
}

extension BinaryMetrics {
  /// The four figures, five decimals at most.
  var line: String {
    func short(_ x: Double) -> String { "\((x * 1e5).rounded() / 1e5)" }
    return "AUC \(short(auc)), Brier \(short(brier)), log loss \(short(logLoss)), ECE \(short(ece))"
  }
}
