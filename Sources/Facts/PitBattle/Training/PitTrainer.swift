import Boosting

/// Trains a model of pit battles. The same data, options and seed give the same file, bit for bit.
public struct PitTrainer {
  let options: PitOptions
  private let table: BattleTable
  /// The fold of each race.
  private let folds: [Int]

  /// What came of a training.
  public struct Result: Sendable {
    public var file: ModelFile
    /// Each labelled battle foretold by a model that had not seen its race.
    public var report: PitReport
  }

  /// - Parameter progress: gets a line of text now and then; throwing ends the training.
  public static func train(_ options: PitOptions, progress: (String) throws -> Void) throws -> Result {
    try progress("reading \(options.laps)")
    let table = try BattleTable(
      laps: options.laps, battles: options.battles, forTraining: true, progress: progress)
    return try PitTrainer(options, table).run(progress)
  }

  init(_ options: PitOptions, _ table: BattleTable) {
    self.options = options
    self.table = table
    folds = GroupFolds(groups: table.races, count: options.folds, seed: UInt64(options.seed)).fold
  }

  private func run(_ progress: (String) throws -> Void) throws -> Result {
    let before = try train(PitModel.beforeName, PitFeature.before, isBefore: true, progress)
    let running = try train(PitModel.runningName, PitFeature.running, isBefore: false, progress)
    let report = PitReport(table, before.predictions.merging(running.predictions) { first, _ in first })
    let file = ModelFile(
      id: options.id, fact: "pitbattle", validFrom: options.validFrom, licence: options.licence,
      training: notes(report), models: before.models + running.models)
    return Result(file: file, report: report)
  }

  private struct Trained {
    var models: [BoostedModel]
    /// Out of fold, by index of the labelled sample.
    var predictions: [Int: PitPrediction]
  }

  private func train(
    _ name: String, _ features: [PitFeature], isBefore: Bool, _ progress: (String) throws -> Void
  ) throws -> Trained {
    let lessons = table.found.filter { $0.isBefore == isBefore }
    let columns = features.map(\.rawValue)
    let tested = table.labelled.indices.filter { table.labelled[$0].isBefore == isBefore }
    try progress("\(name): \(lessons.count) moments, \(tested.count) of labelled battles")
    var margins: [PitTarget: [Double]] = [:]
    var held = [Double](repeating: 0, count: lessons.count)
    for target in PitTarget.allCases {
      var values = [Double](repeating: 0, count: table.labelled.count)
      for fold in 0..<options.folds {
        let members = try members(target, lessons.filter { folds[$0.race] != fold }, columns)
        for index in tested where folds[table.labelled[index].race] == fold {
          values[index] = mean(members, table.labelled[index].features.row(columns))
        }
        guard target == .ahead else { continue }
        for (index, lesson) in lessons.enumerated() where folds[lesson.race] == fold {
          held[index] = mean(members, lesson.features.row(columns))
        }
      }
      margins[target] = values
      try progress("\(name): \(target.rawValue) cross-validated")
    }
    let counted = lessons.indices.filter { lessons[$0].window.isLabelled }
    func calibration(_ keep: (Int) -> Bool) throws(BoostingError) -> Calibration {
      let rows = counted.filter { keep(lessons[$0].race) }
      return try Calibration.fit(
        margins: rows.map { held[$0] }, labels: rows.map { lessons[$0].label(.ahead) })
    }
    var predictions: [Int: PitPrediction] = [:]
    for fold in 0..<options.folds {
      let fitted = try calibration { folds[$0] != fold }
      for index in tested where folds[table.labelled[index].race] == fold {
        let sample = table.labelled[index]
        predictions[index] = PitPrediction(
          firstAhead: fitted.logOdds(margin: margins[.ahead]?[index] ?? 0),
          gap: -sample.features[.gap] + GapScale.seconds(margins[.gap]?[index] ?? 0),
          laps: margins[.laps]?[index] ?? 1,
          sample.scenario, model: options.id)
      }
    }
    let fitted = try calibration { _ in true }
    var models: [BoostedModel] = []
    for target in PitTarget.allCases {
      models.append(
        try BoostedModel(
          name: "\(name).\(target.rawValue)", features: features.map(\.name),
          members: try members(target, lessons, columns), calibration: target == .ahead ? fitted : .identity))
    }
    try progress("\(name): trained on all races")
    return Trained(models: models, predictions: predictions)
  }

  private func members(
    _ target: PitTarget, _ lessons: [BattleSample], _ columns: [Int]
  ) throws(BoostingError) -> [TreeEnsemble] {
    var matrix = FeatureMatrix(columnCount: columns.count)
    for lesson in lessons { matrix.append(lesson.features.row(columns)) }
    let weights = lessons.map { $0.window.isLabelled ? 1 : options.otherWeight }
    var members: [TreeEnsemble] = []
    for member in 0..<(options.members[target] ?? 1) {
      let trainer = BoosterTrainer(
        parameters: options.parameters, rounds: options.rounds,
        seed: options.seed &* 1000 &+ UInt32(member), objective: target == .ahead ? .logistic : .squaredError)
      let booster = try trainer.train(matrix, labels: lessons.map { $0.label(target) }, weights: weights)
      members.append(try booster.ensemble())
    }
    return members
  }

  private func mean(_ members: [TreeEnsemble], _ row: [Float]) -> Double {
    members.reduce(0) { $0 + Double($1.margin(row)) } / Double(members.count)
  }

  private func notes(_ report: PitReport) -> [ModelFile.Note] {
    [
      .init(
        "data",
        "\(table.races.count) races; \(table.found.count) moments of all stops answered within \(RaceState.longestWindow) laps by a car within \(Int(RaceState.widestGap)) s; none neutralised or wet"
      ),
      .init("trees", "\(options.rounds) trees a member; 3 members for ahead, 2 for gap, 1 for laps"),
      .parameters(options.parameters),
      .init("seed", "\(options.seed)"),
      .init(
        "validation", "whole races in \(options.folds) folds; no battle foretold by a model that saw its race"
      ),
      .init("undercut", report.undercut.summary),
      .init("overcut", report.overcut.summary),
    ]
  }
}
