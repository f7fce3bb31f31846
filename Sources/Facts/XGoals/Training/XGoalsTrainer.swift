import Boosting

/// Trains both models of xGoals. The same data, options and seed give the same file, bit for bit.
public struct XGoalsTrainer {
  public let options: XGoalsOptions
  private let table: ShotTable
  private let features: [ShotFeatures]
  private let folds: GroupFolds

  /// What came of a training.
  public struct Result: Sendable {
    public var file: ModelFile
    /// Each row valued by a model that had not seen its match, with positions and without.
    public var withPositions: XGoalsReport
    public var eventOnly: XGoalsReport
    /// With positions, but with every mark hidden that not all feeds give.
    public var withoutMarks: XGoalsReport
  }

  /// - Parameter progress: gets a line of text now and then; throwing ends the training.
  public static func train(_ options: XGoalsOptions, progress: (String) throws -> Void) throws -> Result {
    try progress("reading \(options.shots)")
    let trainer = try XGoalsTrainer(options, try ShotTable(path: options.shots))
    return try trainer.run(progress)
  }

  init(_ options: XGoalsOptions, _ table: ShotTable) throws(BoostingError) {
    guard options.folds >= 2, options.members >= 1, options.rounds >= 1 else {
      throw BoostingError("training needs at least 2 folds, 1 member and 1 round")
    }
    self.options = options
    self.table = table
    features = table.rows.map { ShotFeatures($0.situation) }
    folds = GroupFolds(groups: table.rows.map(\.match), count: options.folds, seed: UInt64(options.seed))
  }

  func run(_ progress: (String) throws -> Void) throws -> Result {
    try progress("\(table.rows.count) shots of \(Set(table.rows.map(\.match)).count) matches")
    let positions = try train(.positions, progress)
    let events = try train(.events, progress)
    let file = ModelFile(
      id: options.id, fact: "xgoals", validFrom: options.validFrom, licence: options.licence,
      training: notes(positions, events), models: [positions.model, events.model])
    return Result(
      file: file, withPositions: positions.report, eventOnly: events.report,
      withoutMarks: positions.withoutMarks)
  }

  private struct Trained {
    var model: BoostedModel
    var report: XGoalsReport
    var withoutMarks: XGoalsReport
  }

  private func train(_ part: XGoalsPart, _ progress: (String) throws -> Void) throws -> Trained {
    var margins = [Double](repeating: 0, count: table.rows.count)
    var bare = margins
    for fold in 0..<folds.count {
      let members = try members(part, rows: folds.rows(outside: fold))
      for row in folds.rows(in: fold) {
        margins[row] = mean(members, part.row(features[row]))
        bare[row] = mean(members, part.bareRow(features[row]))
      }
      try progress("\(part.rawValue): fold \(fold + 1) of \(folds.count)")
    }
    let all = try members(part, rows: Array(table.rows.indices))
    try progress("\(part.rawValue): trained on all shots")
    let model = try BoostedModel(
      name: part.rawValue, features: part.features.map(\.rawValue), members: all,
      calibration: try Calibration.fit(margins: margins, labels: table.labels))
    return Trained(
      model: model, report: XGoalsReport(table, predictions: try crossCalibrated(margins, by: margins)),
      withoutMarks: XGoalsReport(table, predictions: try crossCalibrated(bare, by: margins)))
  }

  private func mean(_ members: [TreeEnsemble], _ row: [Float]) -> Double {
    members.reduce(0) { $0 + Double($1.margin(row)) } / Double(members.count)
  }

  /// Ensembles of different seeds on these rows.
  private func members(_ part: XGoalsPart, rows: [Int]) throws(BoostingError) -> [TreeEnsemble] {
    var matrix = FeatureMatrix(columnCount: part.features.count)
    var labels: [Float] = []
    var random = SplitMix64(seed: UInt64(options.seed) << 8 | 7)
    for row in rows {
      for lesson in part.lessons(features[row], &random) {
        matrix.append(lesson)
        labels.append(table.rows[row].label)
      }
    }
    var members: [TreeEnsemble] = []
    for member in 0..<options.members {
      let trainer = BoosterTrainer(
        parameters: options.parameters, rounds: options.rounds,
        seed: options.seed &* 1000 &+ UInt32(member))
      let booster = try trainer.train(
        matrix, labels: labels, weights: [Float](repeating: 0.5, count: labels.count),
        monotone: part.features.map(\.monotone))
      members.append(try booster.ensemble())
    }
    return members
  }

  /// Each fold calibrated by the others, so that no row's probability knows its outcome.
  private func crossCalibrated(_ given: [Double], by margins: [Double]) throws(BoostingError) -> [Double] {
    var predictions = given
    for fold in 0..<folds.count {
      let others = folds.rows(outside: fold)
      let calibration = try Calibration.fit(
        margins: others.map { margins[$0] }, labels: others.map { table.rows[$0].label })
      for row in folds.rows(in: fold) { predictions[row] = calibration.probability(margin: given[row]) }
    }
    return predictions
  }

  private func notes(_ positions: Trained, _ events: Trained) -> [ModelFile.Note] {
    [
      .init(
        "data",
        "\(table.rows.count) shots of \(Set(table.rows.map(\.match)).count) matches, without penalties"),
      .init("trees", "\(options.members) ensembles of \(options.rounds) trees, margins averaged"),
      .init(
        "parameters",
        options.parameters.keys.sorted().map { "\($0)=\(options.parameters[$0] ?? "")" }.joined(
          separator: " ")),
      .init("seed", "\(options.seed)"),
      .init(
        "validation", "whole matches in \(options.folds) folds; no row valued by a model that saw its match"),
      .init("validation_positions", positions.report.summary),
      .init("validation_positions_without_marks", positions.withoutMarks.summary),
      .init("validation_events", events.report.summary),
    ]
  }
}
