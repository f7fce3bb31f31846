import Boosting
import Formats

/// Trains both models of xGoals. The same data, options and seed give the same file, bit for bit.
public struct XGoalsTrainer {
  public private(set) var options: XGoalsOptions
  let table: ShotTable
  let features: [ShotFeatures]
  let folds: GroupFolds

  /// What came of a training.
  public struct Result: Sendable {
    public var file: ModelFile
    /// Each row valued by a model that had not seen its match, with positions and without.
    /// Nil where the data have no positions.
    public var withPositions: XGoalsReport?
    public var eventOnly: XGoalsReport
    /// With positions, but with every mark hidden that not all feeds give.
    public var withoutMarks: XGoalsReport?
  }

  /// - Parameter progress: told after each piece of work; throwing ends the training.
  public static func train(_ options: XGoalsOptions, progress: (TrainingProgress) throws -> Void) throws
    -> Result
  {
    try progress(TrainingProgress(done: 0, total: nil, note: "reading \(options.shots)"))
    return try train(options, try ShotTable(path: options.shots), progress: progress)
  }

  /// The same with shots from elsewhere; `options.data` is not read.
  public static func train(
    _ options: XGoalsOptions, _ table: ShotTable, progress: (TrainingProgress) throws -> Void
  ) throws -> Result {
    try XGoalsTrainer(options, table).run(progress)
  }

  init(_ options: XGoalsOptions, _ table: ShotTable) throws(BoostingError) {
    guard options.folds >= 2, options.members >= 1, options.rounds >= 1 else {
      throw BoostingError("training needs at least 2 folds, 1 member and 1 round")
    }
    try EnoughToLearn.check(
      labels: table.labels, matches: table.rows.map(\.match), folds: options.folds, cases: "shots",
      hits: "goals")
    self.options = options
    self.table = table
    features = table.rows.map(\.sight.features)
    folds = GroupFolds(groups: table.rows.map(\.match), count: options.folds, seed: UInt64(options.seed))
  }

  func run(_ progress: (TrainingProgress) throws -> Void) throws -> Result {
    var chosen = self
    let parts = XGoalsPart.allCases.filter(isWorthTraining)
    var counter = TrainingProgress(
      done: 0, total: searchPieces + parts.count * (folds.count + 1), note: "")
    if options.candidates > 1 {
      chosen.options.parameters = try search(parts[0], &counter, progress)
    }
    var trained: [Trained] = []
    for part in parts { trained.append(try chosen.train(part, &counter, progress)) }
    // Headers are answered by their own model.
    var positions = trained.first { $0.part == .positions }
    if let headers = trained.first(where: { $0.part == .headers }) {
      for row in rows(of: .headers) {
        positions?.predictions[row] = headers.predictions[row]
        positions?.bare[row] = headers.bare[row]
      }
    }
    let seen = rows(of: .positions)
    func report(_ predictions: [Double]) -> XGoalsReport {
      XGoalsReport(table.only(seen), predictions: seen.map { predictions[$0] })
    }
    let reports = (
      positions: positions.map { report($0.predictions) }, bare: positions.map { report($0.bare) },
      events: XGoalsReport(table, predictions: trained[trained.count - 1].predictions)
    )
    let file = ModelFile(
      id: options.id, fact: XGoalsModel.fact, validFrom: options.validFrom, licence: options.licence,
      training: chosen.notes(reports.positions, reports.bare, reports.events), models: trained.map(\.model))
    return Result(
      file: file, withPositions: reports.positions, eventOnly: reports.events, withoutMarks: reports.bare)
  }

  /// The open data have no positions, others few.
  private func isWorthTraining(_ part: XGoalsPart) -> Bool {
    if part == .events { return true }
    if part == .headers, !options.hasHeaderModel { return false }
    let rows = rows(of: part)
    return EnoughToLearn.isEnough(
      labels: rows.map { table.rows[$0].label }, matches: rows.map { table.rows[$0].match },
      folds: options.folds)
  }

  /// The shots that teach the part.
  func rows(of part: XGoalsPart) -> [Int] {
    table.rows.indices.filter { part.takes(features[$0], hasPositions: table.rows[$0].sight.hasPositions) }
  }

  private struct Trained {
    var part: XGoalsPart
    var model: BoostedModel
    /// Of each row that it takes by a model that had not seen its match, calibrated by the other folds; 0 elsewhere.
    var predictions: [Double]
    /// The same with every mark hidden that not all feeds give.
    var bare: [Double]
  }

  private func train(
    _ part: XGoalsPart, _ counter: inout TrainingProgress, _ progress: (TrainingProgress) throws -> Void
  ) throws -> Trained {
    var margins = [Double](repeating: 0, count: table.rows.count)
    var bare = margins
    let features = features(of: part)
    let own = rows(of: part)
    for fold in 0..<folds.count {
      let members = try members(part, rows: own.filter { folds.fold[$0] != fold })
      for row in own where folds.fold[row] == fold {
        margins[row] = mean(members, part.row(self.features[row], features))
        bare[row] = mean(members, part.bareRow(self.features[row], features))
      }
      counter.done += 1
      counter.note = "\(part.rawValue), fold \(fold + 1) of \(folds.count)"
      try progress(counter)
    }
    let all = try members(part, rows: own)
    counter.done += 1
    counter.note = "\(part.rawValue), all shots"
    try progress(counter)
    let model = try BoostedModel(
      name: part.rawValue, features: features.map(\.rawValue), members: all,
      calibration: try Calibration.fit(
        margins: own.map { margins[$0] }, labels: own.map { table.rows[$0].label }))
    return Trained(
      part: part, model: model,
      predictions: try folds.crossCalibrated(margins, by: margins, labels: table.labels, of: own),
      bare: try folds.crossCalibrated(bare, by: margins, labels: table.labels, of: own))
  }

  /// What the part may see, without what a feed never tells.
  func features(of part: XGoalsPart) -> [ShotFeature] {
    let isOfOneKind = !options.isOpenData && options.source == nil
    return part.features.filter { feature in isOfOneKind || features.contains { !$0[feature].isNaN } }
  }

  /// For a trial: one member with these parameters.
  mutating func use(_ parameters: [String: String]) {
    options.parameters = parameters
    options.members = 1
  }

  func mean(_ members: [TreeEnsemble], _ row: [Float]) -> Double {
    members.reduce(0) { $0 + Double($1.margin(row)) } / Double(members.count)
  }

  /// Ensembles of different seeds on these rows.
  func members(_ part: XGoalsPart, rows: [Int]) throws(BoostingError) -> [TreeEnsemble] {
    let columns = features(of: part)
    var matrix = FeatureMatrix(columnCount: columns.count)
    var labels: [Float] = []
    var weights: [Float] = []
    var random = SplitMix64(seed: UInt64(options.seed) << 8 | 7)
    for row in rows {
      for lesson in part.lessons(features[row], columns, &random) {
        matrix.append(lesson.row)
        labels.append(table.rows[row].label)
        weights.append(lesson.weight)
      }
    }
    var members: [TreeEnsemble] = []
    for member in 0..<options.members {
      let trainer = BoosterTrainer(
        parameters: options.parameters, rounds: options.rounds,
        seed: options.seed &* 1000 &+ UInt32(member))
      let booster = try trainer.train(
        matrix, labels: labels, weights: weights,
        monotone: columns.map(\.monotone))
      members.append(try booster.ensemble())
    }
    return members
  }

  private func notes(_ positions: XGoalsReport?, _ bare: XGoalsReport?, _ events: XGoalsReport)
    -> [ModelFile.Note]
  {
    let matches = Set(table.rows.map(\.match)).count
    var notes: [ModelFile.Note] = [
      .init(
        "data",
        "\(table.rows.count) shots of \(matches) matches, without penalties"
          + (options.source.map { ", \($0)" } ?? "")),
      .init("trees", "\(options.members) ensembles of \(options.rounds) trees, margins averaged"),
      .parameters(options.parameters),
      .init("seed", "\(options.seed)"),
      .init(
        "validation", "whole matches in \(options.folds) folds; no row valued by a model that saw its match"),
    ]
    if options.candidates > 1 {
      notes.append(
        .init("search", "the parameters are the best of \(options.candidates) by successive halving"))
    }
    if options.hasHeaderModel {
      notes.append(
        .init(
          "headers", "a model of their own, \(XGoalsPart.headers.rounds(options.rounds)) trees an ensemble"))
    }
    if let positions, positions.all.count < table.rows.count {
      notes.append(.init("positions", "known of \(positions.all.count) shots"))
    }
    if let positions { notes.append(.init("validation_positions", positions.summary)) }
    if let bare { notes.append(.init("validation_positions_without_marks", bare.summary)) }
    notes.append(.init("validation_events", events.summary))
    return notes
  }
}
