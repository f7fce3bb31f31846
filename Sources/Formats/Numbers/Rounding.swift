/// Rounds to the nearest multiple of 1e-9, halves away from zero: every published value goes through this, so that
/// a record does not depend on the last bits of a computation.
///
/// Magnitudes from 2^50 · 1e-9 (about 1.1 million) on hold no more than such digits, and stay as they are, as do
/// infinity and NaN. -0 becomes 0. Rounding twice changes nothing.
public func rounded9(_ x: Double) -> Double {
  let units = x * 1e9
  guard units.magnitude < 0x1p50 else { return x }
  // By way of Int64, which is exact here, and no call of the C library's `round`.
  let whole = Int64(units)
  let rest = units - Double(whole)
  let rounded = rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  return Double(rounded) / 1e9
}
