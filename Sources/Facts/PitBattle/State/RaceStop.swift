/// A stop that has ended at the pit exit.
struct RaceStop: Sendable, Equatable {
  /// Index in `RaceState.cars`.
  var car: Int
  /// The in-lap.
  var lap: Int
  var pitIn: Double
  var pitOut: Double

  /// Seconds from pit entry to pit exit.
  var lane: Double { pitOut - pitIn }
  /// Neither a retirement in the garage nor a wait for a restart.
  var isRegular: Bool { lane > 10 && lane < 60 }
}
