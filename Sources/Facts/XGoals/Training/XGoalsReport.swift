import Boosting
import Formats

/// How good predictions of shots were: overall, by groups, and the provider's on the same rows.
public struct XGoalsReport: Sendable {
  public var all: BinaryMetrics
  /// The provider's own xG, where every row has one.
  public var provider: BinaryMetrics?
  /// Ours minus the provider's, whole matches drawn again and again.
  public var difference: BootstrapDifference?
  public var reliability: Reliability
  /// The provider's, where every row has one.
  public var providerReliability: Reliability?
  /// Groups by name, in order of name.
  public var by: [Grouping]
  public var penalties: Int
  public var penaltyGoals: Int
  public var shootoutKicks: Int

  public struct Grouping: Sendable {
    public var name: String
    public var groups: [Group]
  }

  public struct Group: Sendable {
    public var name: String
    public var metrics: BinaryMetrics
    public var provider: BinaryMetrics?
  }

  /// - Parameter predictions: one for each row of the table.
  public init(_ table: ShotTable, predictions: [Double]) {
    all = BinaryMetrics(predictions: predictions, labels: table.labels)
    let provided = table.rows.compactMap(\.providerXG)
    provider =
      provided.count == table.rows.count
      ? BinaryMetrics(predictions: provided, labels: table.labels) : nil
    difference =
      provided.count == table.rows.count
      ? BootstrapDifference(
        predictions, provided, labels: table.labels, groups: table.rows.map(\.match)) : nil
    reliability = Reliability(predictions: predictions, labels: table.labels)
    providerReliability = provider == nil ? nil : Reliability(predictions: provided, labels: table.labels)
    by = [
      Self.grouping("body_part", table, predictions, \.bodyPart),
      Self.grouping("shot_type", table, predictions, \.shotType),
      Self.grouping("origin", table, predictions, \.origin),
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
        let labels = indices.map { table.rows[$0].label }
        let provided = indices.compactMap { table.rows[$0].providerXG }
        return Group(
          name: group, metrics: BinaryMetrics(predictions: indices.map { predictions[$0] }, labels: labels),
          provider: provided.count == labels.count
            ? BinaryMetrics(predictions: provided, labels: labels) : nil)
      })
  }

  /// One line for people.
  public var summary: String {
    func line(_ m: BinaryMetrics) -> String {
      "AUC \(short(m.auc)), Brier \(short(m.brier)), log loss \(short(m.logLoss)), ECE \(short(m.ece))"
    }
    func interval(_ i: BootstrapDifference.Interval) -> String {
      "\(short(i.value)) (\(short(i.low)) to \(short(i.high)))"
    }
    return line(all) + (provider.map { "; provider on the same shots: " + line($0) } ?? "")
      + (difference.map {
        "; ours minus the provider's, 95 % interval: AUC \(interval($0.auc)), Brier \(interval($0.brier)), log loss"
          + " \(interval($0.logLoss))"
      } ?? "")
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
    if let difference { write(difference, into: &writer) }
    reliability.write(into: &writer)
    writer.key("by")
    writer.beginObject()
    for grouping in by {
      writer.key(grouping.name)
      writer.beginObject()
      for group in grouping.groups {
        writer.key(group.name)
        writer.beginObject()
        group.metrics.writeFields(into: &writer)
        if let provider = group.provider {
          writer.key("provider")
          writer.beginObject()
          provider.writeFields(into: &writer)
          writer.endObject()
        }
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

extension XGoalsReport {
  /// Value and 95 % interval of ours minus the provider's.
  private func write(_ difference: BootstrapDifference, into writer: inout JSONWriter) {
    writer.key("difference")
    writer.beginObject()
    for (name, interval) in [
      ("auc", difference.auc), ("brier", difference.brier), ("log_loss", difference.logLoss),
    ] {
      writer.key(name)
      writer.beginArray()
      for value in [interval.value, interval.low, interval.high] { writer.value(rounded9(value)) }
      writer.endArray()
    }
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
