import Charts
import Console
import Facts
import Formats

/// What a model goes by, over many shots.
struct GlobalExplanation {
  private let shots: [ExplainedShot]
  private let source: ExplainSource
  private let shell: Shell
  /// By mean |effect|, the greatest first.
  private let ranked: [(feature: ShotFeature, mean: Double)]
  /// Effects of each shot by feature, 0 where its model lacks one.
  private let effects: [[Double]]

  /// Dots in one chart, so that a file stays small; taken evenly from all shots.
  private static let dots = 1500
  /// Features in bars and swarms.
  private static let rows = 20

  init(_ shots: [ExplainedShot], _ source: ExplainSource, _ shell: Shell) throws {
    guard !shots.isEmpty else {
      throw UsageError("no shots there to be explained", path: ["explain"], exitCode: .failed)
    }
    self.shots = shots
    self.source = source
    self.shell = shell
    var effects: [[Double]] = []
    var sums = [Double](repeating: 0, count: ShotFeature.allCases.count)
    for shot in shots {
      var row = [Double](repeating: 0, count: sums.count)
      for term in shot.explanation?.terms ?? [] {
        row[term.feature.index] = term.effect
        sums[term.feature.index] += abs(term.effect)
      }
      effects.append(row)
    }
    self.effects = effects
    ranked = ShotFeature.allCases.map { ($0, sums[$0.index] / Double(shots.count)) }
      .filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0.index) < ($0.1, $1.0.index) }
  }

  func run() throws {
    if shell.isJSON { try shell.output.jsonLine(json) } else { try writeTable() }
    guard let path = shell.command.string("out") else { return }
    let folder = try ChartFolder(path, shell)
    try folder.write(
      "importance.svg",
      BarChart.svg(
        title: "What the model goes by", subtitle: subtitle, label: "mean |effect| on the probability",
        rows: ranked.prefix(Self.rows).map { ($0.feature.rawValue, $0.mean) }))
    try folder.write("beeswarm.svg", beeswarm)
    for (feature, _) in ranked.prefix(4) {
      try folder.write("dependence-\(feature.rawValue).svg", dependence(on: feature))
    }
    if let pair = try strongestPair() {
      try folder.write(
        "interaction-\(pair.0.rawValue)-\(pair.1.rawValue).svg", try interaction(pair.0, pair.1))
    }
    try folder.write("clubs.svg", clubs)
    if shell.command.isGiven("match") { try folder.write("decision.svg", decision) }
  }

  private var mean: Double { shots.reduce(0) { $0 + $1.xGoals } / Double(shots.count) }
  private var base: Double {
    shots.reduce(0) { $0 + ($1.explanation?.base ?? 0) } / Double(shots.count)
  }
  private var subtitle: String {
    "\(shots.count) shots, model \(Set(shots.map(\.model)).sorted().joined(separator: ", ")), base value \(four(base)), mean prediction \(four(mean))"
  }

  private func writeTable() throws {
    try shell.output.line(subtitle)
    var table = Table([
      Table.Column("feature"), Table.Column("mean |effect|", .right), Table.Column("mean effect", .right),
    ])
    for (feature, mean) in ranked.prefix(Self.rows) {
      let signed = effects.reduce(0) { $0 + $1[feature.index] } / Double(shots.count)
      table.add([
        Table.Cell(feature.rawValue), Table.Cell(four(mean)),
        Table.Cell(Decimal.text(signed, places: 4, isFixed: true, isSigned: true)),
      ])
    }
    try shell.output.write(table.text(for: shell.output.terminal))
  }

  private var json: [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.beginObject()
    writer.field("shots", shots.count)
    writer.field("base", base)
    writer.field("mean_prediction", mean)
    writer.key("mean_absolute_effect")
    writer.beginObject()
    for (feature, mean) in ranked {
      writer.key(feature.rawValue)
      writer.value(mean)
    }
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  /// Shots taken evenly.
  private func sample(_ count: Int) -> [Int] {
    let step = max(Double(shots.count) / Double(count), 1)
    return (0..<min(count, shots.count)).map { min(Int(Double($0) * step), shots.count - 1) }
  }

  /// Place of each shot's value among all values of the feature, 0 to 1; NaN where not known.
  private func shares(_ feature: ShotFeature) -> [Double] {
    let known = shots.map { $0.features[feature] }.filter { !$0.isNaN }.sorted()
    guard let least = known.first, let most = known.last, most > least else {
      return shots.map { $0.features[feature].isNaN ? .nan : 0.5 }
    }
    // Between the 2nd and the 98th percent, so that one outlier does not take all colour.
    let low = known[known.count / 50]
    let high = max(known[known.count - 1 - known.count / 50], low + 1e-9)
    return shots.map { min(max(($0.features[feature] - low) / (high - low), 0), 1) }.enumerated()
      .map { shots[$0.offset].features[feature].isNaN ? .nan : $0.element }
  }

  private var beeswarm: String {
    let sample = sample(Self.dots)
    return Beeswarm.svg(
      title: "Every shot's effects", subtitle: subtitle, label: "effect on the probability",
      rows: ranked.prefix(Self.rows).map { feature, _ in
        let shares = shares(feature)
        return (
          feature.rawValue, sample.map { .init(effect: effects[$0][feature.index], share: shares[$0]) }
        )
      })
  }

  private func dependence(on feature: ShotFeature) -> String {
    let other = ranked.first { $0.feature != feature }?.feature ?? feature
    let shares = shares(other)
    return ScatterChart.svg(
      title: "\(feature.rawValue) and its effect", subtitle: subtitle, xLabel: feature.rawValue,
      yLabel: "effect on the probability", colourLabel: other.rawValue,
      dots: sample(Self.dots).map {
        .init(x: shots[$0].features[feature], y: effects[$0][feature.index], share: shares[$0])
      })
  }

  /// Of the six greatest features the two that interact most, by some of the shots.
  private func strongestPair() throws -> (ShotFeature, ShotFeature)? {
    let features = ranked.prefix(6).map(\.feature)
    var best: (strength: Double, pair: (ShotFeature, ShotFeature))?
    for (place, first) in features.enumerated() {
      for second in features[(place + 1)...] {
        var strength = 0.0
        for index in sample(60) { strength += abs(try value(index, first, second)) }
        if strength > best?.strength ?? 0 { best = (strength, (first, second)) }
      }
    }
    return best?.pair
  }

  private func value(_ index: Int, _ first: ShotFeature, _ second: ShotFeature) throws -> Double {
    let shot = shots[index]
    // Both halves of the symmetric matrix.
    return try 2 * source.model(shot.model).interaction(shot.features, source: shot.source, first, second)
  }

  private func interaction(_ first: ShotFeature, _ second: ShotFeature) throws -> String {
    let shares = shares(second)
    return ScatterChart.svg(
      title: "\(first.rawValue) with \(second.rawValue)", subtitle: subtitle, xLabel: first.rawValue,
      yLabel: "interaction, log-odds", colourLabel: second.rawValue,
      dots: try sample(600).map {
        .init(x: shots[$0].features[first], y: try value($0, first, second), share: shares[$0])
      })
  }

  /// Mean effects of each club's shots: what its chances live by.
  private var clubs: String {
    let features = ranked.prefix(8).map(\.feature)
    let groups = Dictionary(grouping: shots.indices) { shots[$0].team }
    let names = groups.keys.sorted()
    return HeatMap.svg(
      title: "Mean effects by club", subtitle: subtitle, rows: names, columns: features.map(\.rawValue),
      values: names.map { name in
        let rows = groups[name] ?? []
        return features.map { feature in
          rows.reduce(0) { $0 + effects[$1][feature.index] } / Double(max(rows.count, 1))
        }
      })
  }

  private var decision: String {
    let features = Array(ranked.prefix(15).map(\.feature).reversed())
    let named = Set(features)
    let greatest = shots.map(\.xGoals).max() ?? 1
    return DecisionPlot.svg(
      title: "How the match's shots came to their xGoals", subtitle: subtitle + "; goals dashed",
      label: "probability", base: base, names: ["all others"] + features.map(\.rawValue),
      lines: shots.indices.map { index in
        let others = ShotFeature.allCases.reduce(0) {
          named.contains($1) ? $0 : $0 + effects[index][$1.index]
        }
        // Models with another base value start there too: what they differ by is in the others.
        let shift = (shots[index].explanation?.base ?? base) - base
        return .init(
          name: shots[index].title, label: shots[index].label,
          effects: [others + shift] + features.map { effects[index][$0.index] },
          isDashed: shots[index].isGoal, share: shots[index].xGoals / max(greatest, 1e-9))
      })
  }

  private func four(_ x: Double) -> String { Decimal.text(x, places: 4, isFixed: true) }
}
