/// How fast a feed goes out.
public enum FeedSpeed: Sendable, Equatable, CustomStringConvertible {
  /// As fast as the broker takes it.
  case max
  /// So many times the speed of play; breaks between the periods shrink alike.
  case times(Double)

  public static let real = times(1)

  /// `real`, `max` or a number from 0.01 to 100,000, such as `50`.
  public init?(_ text: String) {
    switch text {
    case "max": self = .max
    case "real": self = .real
    default:
      guard let factor = Double(text), (0.01...100_000).contains(factor) else { return nil }
      self = .times(factor)
    }
  }

  public var description: String {
    switch self {
    case .max: "max"
    case .times(1): "real"
    case .times(let factor): "\(factor)"
    }
  }
}
