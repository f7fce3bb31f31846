import Boosting

/// Trains a model of xPass. The same data, options and seed give the same file, bit for bit.
public struct XPassTrainer {
  public let options: XPassOptions
  private let table: PassTable
  private let features: [PassFeatures]
  /// What this data tells of some pass at least: the rest would be columns without a value.
  private let known: [PassFeature]
  private let folds: GroupFolds

  /// What came of a training: each row valued by a model that had not seen its match.
  public struct Result: Sendable {
    public var file: ModelFile
    public var all: XPassReport
    /// The same with features hidden that some feeds do not give, by name of what is hidden.
    public var without: [(name: String, report: XPassReport)]
    /// One part of the matches with the recorded end point as a feature, which is known only afterwards, and the
    /// same part without it; nil if not asked for.
    public var endPoint: (with: BinaryMetrics, without: BinaryMetrics)?
  }

  /// - Parameter progress: gets a line of text now and then; throwing ends the training.
  public static func train(_ options: XPassOptions, progress: (String) throws -> Void) throws -> Result {
    try progress("reading \(options.data)")
    return try train(options, try PassTable(path: options.data), progress: progress)
  }

  /// The same with passes from elsewhere; `options.data` is not read.
  public static func train(
    _ options: XPassOptions, _ table: PassTable, progress: (String) throws -> Void
  ) throws -> Result {
    try XPassTrainer(options, table).run(progress)
  }

  init(_ options: XPassOptions, _ table: PassTable) throws(BoostingError) {
    guard options.folds >= 2, options.rounds >= 1 else {
      throw BoostingError("training needs at least 2 folds and 1 round")
    }
    try EnoughToLearn.check(
      labels: table.labels, matches: table.rows.map(\.match), folds: options.folds, cases: "passes",
      hits: "completed ones")
    self.options = options
    self.table = table
    let features = table.rows.map { PassFeatures($0.situation) }
    self.features = features
    known = PassFeature.allCases.filter { feature in features.contains { !$0[feature].isNaN } }
    folds = GroupFolds(groups: table.rows.map(\.match), count: options.folds, seed: UInt64(options.seed))
  }

  func run(_ progress: (String) throws -> Void) throws -> Result {
    let matches = Set(table.rows.map(\.match)).count
    try progress("\(table.rows.count) passes of \(matches) matches")
    let hidden: [(name: String, groups: Set<PassFeature.Group>)] = [
      ("nothing", []), ("direction", [.direction]), ("strike", [.strike]),
      ("direction and strike", [.direction, .strike]), ("pass before", [.before]),
      ("all that is optional", Set(PassFeature.Group.allCases)),
    ]
    var margins = [[Double]](
      repeating: [Double](repeating: 0, count: table.rows.count), count: hidden.count)
    for fold in 0..<folds.count {
      let model = try ensemble(rows: folds.rows(outside: fold))
      for row in folds.rows(in: fold) {
        for (place, hiding) in hidden.enumerated() {
          margins[place][row] = Double(model.margin(columns(row, hiding: hiding.groups)))
        }
      }
      try progress("fold \(fold + 1) of \(folds.count)")
    }
    let labels = table.labels
    let reports = try margins.map {
      let predictions = try folds.crossCalibrated(
        $0, by: margins[0], labels: labels, of: Array(table.rows.indices))
      return XPassReport(table, predictions: predictions)
    }
    let endPoint = options.comparesEndPoint ? try compareEndPoint(margins[0]) : nil
    let all = try ensemble(rows: Array(table.rows.indices))
    try progress("trained on all passes")
    let model = try BoostedModel(
      name: XPassModel.partName, features: known.map(\.rawValue), members: [all],
      calibration: try Calibration.fit(margins: margins[0], labels: table.labels))
    let without = zip(hidden, reports).dropFirst().map { (name: $0.name, report: $1) }
    let file = ModelFile(
      id: options.id, fact: XPassFact.name, validFrom: options.validFrom, licence: options.licence,
      training: notes(matches, reports[0], without), models: [model])
    return Result(file: file, all: reports[0], without: without, endPoint: endPoint)
  }

  private func columns(_ row: Int, hiding groups: Set<PassFeature.Group> = []) -> [Float] {
    known.map { feature in
      feature.group.map { groups.contains($0) } == true ? .nan : features[row].column(feature.index)
    }
  }

  /// Each pass teaches twice: as it is, and with what other feeds do not give taken away, so that the model has
  /// learnt what to say without it. Passes whose direction is missing are mostly failed ones: they would teach
  /// that a missing direction is a failure.
  private func ensemble(rows: [Int], withEnd: Bool = false) throws(BoostingError) -> TreeEnsemble {
    var matrix = FeatureMatrix(columnCount: known.count + (withEnd ? 3 : 0))
    var labels: [Float] = []
    var random = SplitMix64(seed: UInt64(options.seed) << 8 | 7)
    for row in rows {
      let hidesAll = random.unit() < 0.2
      // Drawn for each, so that the draws do not depend on the pass.
      let hidden = Set(PassFeature.Group.allCases.filter { _ in random.unit() < 0.5 })
      guard table.rows[row].situation.direction != nil else { continue }
      let lessons = [
        columns(row), columns(row, hiding: hidesAll ? Set(PassFeature.Group.allCases) : hidden),
      ]
      for lesson in lessons {
        matrix.append(withEnd ? lesson + end(row) : lesson)
        labels.append(table.rows[row].label)
      }
    }
    let trainer = BoosterTrainer(
      parameters: options.parameters, rounds: options.rounds, seed: options.seed)
    return try trainer.train(
      matrix, labels: labels, weights: [Float](repeating: 0.5, count: labels.count)
    ).ensemble()
  }

  /// Of one fold: what the recorded end point would add.
  private func compareEndPoint(
    _ margins: [Double]
  ) throws(BoostingError) -> (with: BinaryMetrics, without: BinaryMetrics) {
    let model = try ensemble(rows: folds.rows(outside: 0), withEnd: true)
    let held = folds.rows(in: 0)
    let labels = held.map { table.rows[$0].label }
    func metrics(_ margins: [Double]) -> BinaryMetrics {
      BinaryMetrics(predictions: margins.map { logistic($0) }, labels: labels)
    }
    return (
      metrics(held.map { Double(model.margin(columns($0) + end($0))) }), metrics(held.map { margins[$0] })
    )
  }

  private func end(_ row: Int) -> [Float] {
    let pass = table.rows[row]
    return [
      Float(pass.length), Float(pass.end?.x ?? .nan), Float(pass.end.map { abs($0.y) } ?? .nan),
    ]
  }

  private func notes(
    _ matches: Int, _ all: XPassReport, _ without: [(name: String, report: XPassReport)]
  ) -> [ModelFile.Note] {
    [
      .init(
        "data",
        "\(table.rows.count) passes of \(matches) matches, \(table.leftOut) of unknown outcome left out"
          + (options.source.map { ", \($0)" } ?? "")),
      .init("trees", "\(options.rounds)"),
      .parameters(options.parameters),
      .init("seed", "\(options.seed)"),
      .init(
        "validation", "whole matches in \(options.folds) folds; no row valued by a model that saw its match"),
      .init("validation_all", all.summary),
    ] + without.map { .init("validation_without " + $0.name, $0.report.summary) }
  }
}
