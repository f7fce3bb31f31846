/// Two cars of which one stops, or has stopped, before the other.
struct PitScenario: Sendable, Hashable {
  /// Indices in `RaceState.cars`.
  var first: Int
  var second: Int
  /// The car behind is the first.
  var isUndercut: Bool
  /// The first's in-lap; nil if it has not stopped.
  var firstStop: Int?
  /// Seconds between the two before the first stop, above 0; nil if it has not stopped.
  var gapBefore: Double?
  /// The second is in the pits, or past them without its out-lap ended.
  var isSecondInPits = false

  /// The car that was behind.
  var chaser: Int { isUndercut ? first : second }
  var target: Int { isUndercut ? second : first }
  /// What turns "first ahead" into "chaser ahead".
  var sign: Double { isUndercut ? 1 : -1 }
}
