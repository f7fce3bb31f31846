import Glibc

/// Rounds to the nearest multiple of 1e-9, halves away from zero: every published value goes through this, so that
/// a record does not depend on the last bits of a computation.
///
/// Magnitudes from 2^52 · 1e-9 (about 4.5 million) on have no such digits to round and stay as they are, as do
/// infinity and NaN. -0 becomes 0. Rounding twice changes nothing.
public func rounded9(_ x: Double) -> Double {
  let units = x * 1e9
  guard units.magnitude < 0x1p52 else { return x }
  return units.rounded(.toNearestOrAwayFromZero) / 1e9 + 0.0
}
