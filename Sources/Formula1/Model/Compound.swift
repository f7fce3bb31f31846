/// What a tyre is made of, by the colour on its wall. Feeds name what they do not know `UNKNOWN`.
public enum Compound: String, Sendable, CaseIterable {
  case soft = "SOFT"
  case medium = "MEDIUM"
  case hard = "HARD"
  case intermediate = "INTERMEDIATE"
  case wet = "WET"
  case unknown = "UNKNOWN"

  /// A tyre for a dry track, which the rules count.
  public var isSlick: Bool { self == .soft || self == .medium || self == .hard }

  /// A tyre for a wet track.
  public var isWet: Bool { self == .intermediate || self == .wet }

  /// From soft (0) to hard (2), then intermediate and wet; nil of an unknown one.
  public var hardness: Int? {
    switch self {
    case .soft: 0
    case .medium: 1
    case .hard: 2
    case .intermediate: 3
    case .wet: 4
    case .unknown: nil
    }
  }
}
