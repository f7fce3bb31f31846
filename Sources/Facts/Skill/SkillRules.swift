import Formats

/// Weights, normalisations and bounds of the four rankings, as a configuration file gives them.
public struct SkillRules: Sendable, Equatable {
  public enum Normalisation: String, Sendable, CaseIterable {
    /// Value over the greatest.
    case max
    /// Between the least and the greatest.
    case minmax
  }

  /// Whose values the least and the greatest are taken from.
  public enum Bounds: String, Sendable, CaseIterable {
    case all, regulars
  }

  /// One measure of a ranking.
  public struct Weighing: Sendable, Equatable {
    public var measure: SkillMeasure
    public var weight: Double
    public var normalisation: Normalisation
    public var bounds: Bounds

    /// Weight × normalised measure, clipped to 0…weight; 0 for a player who has none of it (NaN).
    func points(_ value: Double, least: Double, greatest: Double) -> Double {
      guard !value.isNaN else { return 0 }
      let share: Double
      switch normalisation {
      case .max: share = greatest > 0 ? value / greatest : 0
      case .minmax: share = greatest > least ? (value - least) / (greatest - least) : 0
      }
      return weight * min(max(share, 0), 1)
    }
  }

  /// Ranks up to this hold the badge.
  public var badgeRanks: Int
  /// Minutes that it takes to be ranked.
  public var rankedMinutes: Double
  /// Share of the team's minutes so far from which a player is a regular.
  public var regularShare: Double
  /// Defensive duels below which the share of those won is 0.
  public var shareDuels: Int
  /// In the order of the file, by kind.
  public var weighings: [SkillKind: [Weighing]]

  init(
    badgeRanks: Int, rankedMinutes: Double, regularShare: Double, shareDuels: Int,
    weighings: [SkillKind: [Weighing]]
  ) {
    self.badgeRanks = badgeRanks
    self.rankedMinutes = rankedMinutes
    self.regularShare = regularShare
    self.shareDuels = shareDuels
    self.weighings = weighings
  }

  /// The text of the defaults, as it is compiled in.
  public static let defaultText = EmbeddedFiles.settings.first { $0.name.hasSuffix("skill.yaml") }?.text ?? ""

  /// The rules of a deployment: those of the setting `skill.rules` (the text of a file), else the defaults.
  ///
  /// - Throws: `YAMLError` with the line that is wrong.
  public init(settings: FactSettings) throws(YAMLError) {
    try self.init(yaml: settings.values["skill.rules"] ?? Self.defaultText)
  }

  /// - Throws: `YAMLError` with the line that is wrong.
  public init(yaml text: String) throws(YAMLError) {
    let root = try YAML.document(text)
    badgeRanks = try root.requireInt("badge_ranks")
    rankedMinutes = try Self.number(root, "ranked_minutes", 0...100_000)
    regularShare = try Self.number(root, "regular_share", 0...1)
    shareDuels = try root.requireInt("share_duels")
    let rankings = try root.require("rankings")
    weighings = [:]
    for (name, node) in rankings.mapping ?? [] {
      guard let kind = SkillKind(rawValue: name) else {
        throw YAMLError(line: node.line, reason: Self.unknown("ranking", name, SkillKind.allCases))
      }
      weighings[kind] = try (node.mapping ?? []).map { (key, value) throws(YAMLError) in
        try Self.weighing(key, value)
      }
    }
    for kind in SkillKind.allCases where weighings[kind]?.isEmpty ?? true {
      throw YAMLError(line: rankings.line, reason: "the ranking \(kind.rawValue) has no measures")
    }
  }

  private static func weighing(_ name: String, _ node: YAMLNode) throws(YAMLError) -> Weighing {
    guard let measure = SkillMeasure(rawValue: name) else {
      throw YAMLError(line: node.line, reason: unknown("measure", name, SkillMeasure.allCases))
    }
    let normalisation = try node.requireString("normalise")
    let bounds = try node.requireString("bounds")
    guard let normalisation = Normalisation(rawValue: normalisation) else {
      throw YAMLError(line: node.line, reason: unknown("normalise", normalisation, Normalisation.allCases))
    }
    guard let bounds = Bounds(rawValue: bounds) else {
      throw YAMLError(line: node.line, reason: unknown("bounds", bounds, Bounds.allCases))
    }
    return Weighing(
      measure: measure, weight: try number(node, "weight", 0...1000), normalisation: normalisation,
      bounds: bounds)
  }

  private static func number(
    _ node: YAMLNode, _ key: String, _ range: ClosedRange<Double>
  ) throws(YAMLError) -> Double {
    let value = try node.require(key)
    guard let number = value.double, range.contains(number) else {
      throw YAMLError(
        line: value.line, reason: "\(key) must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func unknown<T: RawRepresentable<String>>(
    _ what: String, _ name: String, _ known: [T]
  ) -> String { "\"\(name)\" is no \(what); there are \(known.map(\.rawValue).joined(separator: ", "))" }
}
