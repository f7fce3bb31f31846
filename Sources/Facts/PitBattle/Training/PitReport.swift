import Boosting
import Formats

/// How good predictions of pit battles were, undercuts and overcuts apart, made before anybody stopped and at each
/// later moment.
public struct PitReport: Sendable {
  public var undercut: Kind
  public var overcut: Kind
  public var neutralised: Int
  public var wet: Int
  public var missing: Int
  /// Before anybody stopped, in order of the file's rows.
  public var predictions: [Prediction]

  public struct Kind: Sendable {
    /// Made before either car stops.
    public var all: PitFigures
    /// Of these the battles whose stops are at most 5 laps apart.
    public var within5: PitFigures
    /// By moment, in order of play.
    public var moments: [(name: String, figures: PitFigures)]
    /// Before anybody stopped.
    public var reliability: Reliability

    var summary: String { "all: \(all.summary); within 5 laps: \(within5.summary)" }
  }

  public struct Prediction: Sendable {
    /// Of the table, counted from 1.
    public var row: Int
    public var race: String
    public var probability: Double
    public var gap: Double
  }

  /// - Parameter predictions: by index of the labelled sample.
  init(_ table: BattleTable, _ predictions: [Int: PitPrediction]) {
    let cases = table.labelled.enumerated().compactMap { index, sample in
      predictions[index].map { Case(sample: sample, prediction: $0) }
    }
    undercut = Kind(cases.filter(\.sample.window.isUndercut))
    overcut = Kind(cases.filter { !$0.sample.window.isUndercut })
    neutralised = table.neutralised
    wet = table.wet
    missing = table.missing
    self.predictions = cases.filter(\.sample.isBefore).map {
      Prediction(
        row: $0.sample.window.row ?? 0, race: table.races[$0.sample.race],
        probability: $0.prediction.probability, gap: $0.prediction.gap)
    }.sorted { $0.row < $1.row }
  }

  /// A labelled moment with what was foretold.
  struct Case: Sendable {
    var sample: BattleSample
    var prediction: PitPrediction
  }

  /// One object with the keys of `touchline evaluate pitbattle --json`.
  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    for (name, kind) in [("undercut", undercut), ("overcut", overcut)] {
      writer.key(name)
      writer.beginObject()
      kind.all.writeFields(into: &writer)
      writer.key("within_5_laps")
      kind.within5.write(into: &writer)
      writer.key("moments")
      writer.beginObject()
      for moment in kind.moments {
        writer.key(moment.name)
        moment.figures.write(into: &writer)
      }
      writer.endObject()
      kind.reliability.write(into: &writer)
      writer.endObject()
    }
    writer.field("neutralised", neutralised)
    writer.field("wet", wet)
    writer.field("missing", missing)
    writer.endObject()
  }
}

extension PitReport.Kind {
  init(_ cases: [PitReport.Case]) {
    let before = cases.filter(\.sample.isBefore)
    all = PitFigures(before)
    within5 = PitFigures(before.filter { $0.sample.window.lapsBetween <= 5 })
    func running(_ laps: ClosedRange<Int>) -> [PitReport.Case] {
      cases.filter {
        !$0.sample.isBefore && !$0.sample.scenario.isSecondInPits && laps.contains($0.sample.lapsSince)
      }
    }
    let second = cases.filter(\.sample.scenario.isSecondInPits)
    moments = [
      ("before", all), ("in_lap", PitFigures(running(0...0))), ("out_lap", PitFigures(running(1...1))),
      ("lap_2", PitFigures(running(2...2))), ("laps_3_to_5", PitFigures(running(3...5))),
      ("later", PitFigures(running(6...99))), ("second_in_pits", PitFigures(second)),
    ]
    let rows = before.sorted { ($0.sample.window.row ?? 0) < ($1.sample.window.row ?? 0) }
    reliability = Reliability(
      predictions: rows.map(\.prediction.probability),
      labels: rows.map { $0.sample.window.isChaserAhead ? 1 : 0 })
  }
}
