import Football
import Formats

/// A sprint of one object of the position frames. Clocks in seconds of the period, speeds in m/s.
public struct Sprint: Sendable, Equatable {
  public var object: UInt32
  public var period: Int
  /// Wall clock of `start`.
  public var time: Timestamp?
  /// First and last time at the speed of a sprint.
  public var start: Double
  public var end: Double
  /// First and last time of the whole run.
  public var runStart: Double
  public var runEnd: Double
  public var topSpeed: Double
  /// Metres between `start` and `end`: the speed over time.
  public var distance: Double
  public var from: Point
  public var to: Point
  /// The speeds are the feed's own; else they were derived from places.
  public var isMeasured: Bool

  public var duration: Double { end - start }
  public var meanSpeed: Double { duration > 0 ? distance / duration : 0 }

  /// Known by object, not by player: a corrected line-up changes the player and keeps the id.
  var id: String { "sprint-\(period)-\(object)-\(Int64((start * 1000).rounded()))" }
}

/// How fast one object was at one instant.
struct SpeedSample: Sendable, Equatable {
  var clock: Double
  var speed: Double
  var place: Point
  var isMeasured: Bool
}
