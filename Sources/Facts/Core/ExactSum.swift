/// A sum in whole units of 1e-9, so that adding and taking away in any order ends in the same bits.
///
/// Holds up to ±9.2e9, far above any sum over a season.
public struct ExactSum: Sendable, Equatable {
  public private(set) var units: Int64 = 0

  public init() {}

  public var value: Double { Double(units) / 1e9 }

  public mutating func add(_ value: Double) { units += Self.units(of: value) }
  public mutating func remove(_ value: Double) { units -= Self.units(of: value) }

  /// `value` must be finite and within ±1e9; published values are.
  private static func units(of value: Double) -> Int64 { Int64((value * 1e9).rounded()) }
}
