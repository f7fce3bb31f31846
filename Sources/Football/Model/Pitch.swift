/// A place on the pitch in metres: origin at the centre spot, x along the pitch, y up.
public struct Point: Sendable, Equatable {
  public var x: Double
  public var y: Double
  @inlinable public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  @inlinable public func distance(to other: Point) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// Which way a team plays in the fixed stadium frame.
public enum Direction: Int, Sendable {
  /// Towards growing x.
  case right = 1
  /// Towards falling x.
  case left = -1

  public var opposite: Direction { self == .right ? .left : .right }
}

/// Measures of the pitch (metres) by the Laws of the Game.
public enum Pitch {
  public static let standardLength = 105.0
  public static let standardWidth = 68.0
  /// Between the inner edges of the posts.
  public static let goalWidth = 7.32
  public static let goalHeight = 2.44
  /// From the goal line to the penalty spot.
  public static let penaltyDistance = 11.0
  public static let penaltyAreaDepth = 16.5
  public static let penaltyAreaWidth = 40.32
}

extension Point {
  /// This place as seen by a team that attacks in `direction`, turned so that it attacks towards +x.
  /// Its own inverse.
  @inlinable public func turned(for direction: Direction) -> Point {
    direction == .right ? self : Point(-x, -y)
  }
}
