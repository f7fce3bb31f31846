import Glibc

/// Carries values over to pixels, straight.
public struct Scale: Sendable, Equatable {
  public let domain: ClosedRange<Double>
  /// Pixels of the domain's lower and upper end; the first may be the greater (y grows downwards).
  public let from: Double
  public let to: Double

  /// A domain without extent gets one of 1 around it.
  public init(_ domain: ClosedRange<Double>, from: Double, to: Double) {
    let isEmpty = domain.upperBound - domain.lowerBound <= 0
    self.domain = isEmpty ? domain.lowerBound - 0.5...domain.upperBound + 0.5 : domain
    self.from = from
    self.to = to
  }

  public func callAsFunction(_ x: Double) -> Double {
    from + (x - domain.lowerBound) / (domain.upperBound - domain.lowerBound) * (to - from)
  }

  /// Round values within the domain, about so many, with as many decimals as they need.
  public func ticks(_ count: Int = 6) -> [(value: Double, label: String)] {
    let raw = (domain.upperBound - domain.lowerBound) / Double(max(count, 1))
    let power = pow(10, floor(log10(raw)))
    let step = [1.0, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? raw
    let places = (0...6).first { decimals in
      let scaled = step * pow(10, Double(decimals))
      return abs(scaled - scaled.rounded()) < 1e-6 * max(scaled, 1)
    }
    let first = (domain.lowerBound / step - 1e-9).rounded(.up)
    let last = (domain.upperBound / step + 1e-9).rounded(.down)
    guard first <= last, last - first < 1000 else { return [] }
    return (Int(first)...Int(last)).map { index in
      let value = Double(index) * step
      return (value, Decimal.text(value, places: places ?? 6, isFixed: true))
    }
  }
}
