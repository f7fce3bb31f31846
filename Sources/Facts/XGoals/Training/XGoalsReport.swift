import Boosting
import Formats

/// How good predictions of shots were: overall, by groups, and the provider's on the same rows.
public struct XGoalsReport: Sendable {
  public var all: BinaryMetrics
  /// The provider's own xG, where every row has one.
  public var provider: BinaryMetrics?
  /// Groups by name, in order of name.
  public var by: [Grouping]
  public var penalties: Int
  public var penaltyGoals: Int
  public var shootoutKicks: Int

  public struct Grouping: Sendable {
    public var name: String
    public var groups: [(name: String, metrics: BinaryMetrics)]
  }

  /// - Parameter predictions: one for each row of the table.
  public init(_ table: ShotTable, predictions: [Double]) {
    all = BinaryMetrics(predictions: predictions, labels: table.labels)
    let provided = table.rows.compactMap(\.providerXG)
    provider =
      provided.count == table.rows.count
      ? BinaryMetrics(predictions: provided, labels: table.labels) : nil
    by = [
      Self.grouping("body_part", table, predictions, \.bodyPart),
      Self.grouping("shot_type", table, predictions, \.shotType),
      Self.grouping("competition", table, predictions, \.competition),
    ]
    penalties = table.penalties
    penaltyGoals = table.penaltyGoals
    shootoutKicks = table.shootoutKicks
  }

  private static func grouping(
    _ name: String, _ table: ShotTable, _ predictions: [Double], _ key: (ShotRow) -> String
  ) -> Grouping {
    var rows: [String: [Int]] = [:]
    for (index, row) in table.rows.enumerated() { rows[key(row), default: []].append(index) }
    return Grouping(
      name: name,
      groups: rows.keys.sorted().map { group in
        let indices = rows[group] ?? []
        return (
          group,
          BinaryMetrics(
            predictions: indices.map { predictions[$0] }, labels: indices.map { table.rows[$0].label })
        )
      })
  }

  /// One line for people.
  public var summary: String {
    func line(_ m: BinaryMetrics) -> String {
      "AUC \(short(m.auc)), Brier \(short(m.brier)), log loss \(short(m.logLoss)), ECE \(short(m.ece))"
    }
    return line(all) + (provider.map { "; provider on the same shots: " + line($0) } ?? "")
  }

  /// One object with the keys of `touchline evaluate xgoals --json`.
  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    all.writeFields(into: &writer)
    if let provider {
      writer.key("provider")
      writer.beginObject()
      provider.writeFields(into: &writer)
      writer.endObject()
    }
    writer.key("by")
    writer.beginObject()
    for grouping in by {
      writer.key(grouping.name)
      writer.beginObject()
      for group in grouping.groups {
        writer.key(group.name)
        writer.beginObject()
        group.metrics.writeFields(into: &writer)
        writer.endObject()
      }
      writer.endObject()
    }
    writer.endObject()
    writer.field("penalties", penalties)
    writer.field("penalty_goals", penaltyGoals)
    writer.field("shootout_kicks", shootoutKicks)
    writer.endObject()
  }
}

extension BinaryMetrics {
  /// A metric that is not defined (AUC of one outcome only) is left out.
  func writeFields(into writer: inout JSONWriter) {
    writer.field("n", count)
    writer.field("auc", auc.isNaN ? nil : rounded9(auc))
    writer.field("brier", rounded9(brier))
    writer.field("log_loss", rounded9(logLoss))
    writer.field("ece", rounded9(ece))
    writer.field("mean_predicted", rounded9(meanPredicted))
    writer.field("mean_observed", rounded9(meanObserved))
  }
}

/// Five decimals at most.
private func short(_ x: Double) -> String { "\((x * 1e5).rounded() / 1e5)" }
