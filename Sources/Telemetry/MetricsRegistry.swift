/// All metrics of a process by name and labels. Asking again for the same gives the same object; keep it, since asking
/// takes a lock and recording does not.
public final class MetricsRegistry: Sendable {
  public static let shared = MetricsRegistry()

  enum Metric: Sendable {
    case counter(Counter)
    case gauge(Gauge)
    case reading(@Sendable () -> Double)
    case histogram(Histogram)

    var type: String {
      switch self {
      case .counter: "counter"
      case .gauge, .reading: "gauge"
      case .histogram: "histogram"
      }
    }
  }

  struct Family {
    var help: String
    var type: String
    var series: [String: (labels: [(name: String, value: String)], metric: Metric)] = [:]
  }

  /// Labels that grow without end (ids of matches) must not eat the memory: what comes beyond this many series of one
  /// name shares a series in which every label's value is `other`.
  public let maximumSeries: Int
  private let families = Locked<[String: Family]>([:])

  public init(maximumSeries: Int = 2_000) { self.maximumSeries = max(1, maximumSeries) }

  /// - Parameters:
  ///   - name: as Prometheus wants it, with the unit: `records_total`, `lag_records`.
  ///   - help: what is counted, one sentence.
  public func counter(_ name: String, _ help: String, _ labels: [String: String] = [:]) -> Counter {
    let fresh = Counter()
    if case .counter(let found) = find(name, help, labels, .counter(fresh)) { return found }
    return fresh
  }

  public func gauge(_ name: String, _ help: String, _ labels: [String: String] = [:]) -> Gauge {
    let fresh = Gauge()
    if case .gauge(let found) = find(name, help, labels, .gauge(fresh)) { return found }
    return fresh
  }

  /// A gauge that is read when somebody looks. `read` must be quick and must not use this registry.
  public func gauge(
    _ name: String, _ help: String, _ labels: [String: String] = [:], read: @escaping @Sendable () -> Double
  ) {
    _ = find(name, help, labels, .reading(read))
  }

  /// - Parameter name: ends with `_seconds`.
  public func histogram(
    _ name: String, _ help: String, _ labels: [String: String] = [:],
    bounds: [Double] = Histogram.latencyBounds
  ) -> Histogram {
    let fresh = Histogram(bounds: bounds)
    if case .histogram(let found) = find(name, help, labels, .histogram(fresh)) { return found }
    return fresh
  }

  /// Takes a series away, such as the lag of a partition that went to another process.
  public func remove(_ name: String, _ labels: [String: String]) {
    let labels = sorted(labels)
    families.withLock { $0[metricName(name)]?.series[key(labels)] = nil }
  }

  /// The histograms of that name with their labels, for `status`.
  public func histograms(_ name: String) -> [(
    labels: [(name: String, value: String)], snapshot: HistogramSnapshot
  )] {
    let found = families.withLock { $0[metricName(name)] }
    return (found?.series.sorted { $0.key < $1.key } ?? []).compactMap { _, series in
      guard case .histogram(let histogram) = series.metric else { return nil }
      return (series.labels, histogram.snapshot())
    }
  }

  func snapshot() -> [(name: String, family: Family)] {
    families.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A name that another type has already is our own mistake: the metric then counts for itself and is not shown.
  private func find(_ name: String, _ help: String, _ labels: [String: String], _ fresh: Metric) -> Metric {
    var labels = sorted(labels)
    let name = metricName(name)
    return families.withLock { families in
      var family = families[name] ?? Family(help: help, type: fresh.type)
      guard family.type == fresh.type else {
        assertionFailure("metric \(name) is a \(family.type), not a \(fresh.type)")
        return fresh
      }
      if let found = family.series[key(labels)] { return found.metric }
      if family.series.count >= maximumSeries {
        labels = labels.map { ($0.name, "other") }
        if let found = family.series[key(labels)] { return found.metric }
      }
      family.series[key(labels)] = (labels, fresh)
      families[name] = family
      return fresh
    }
  }

  private func sorted(_ labels: [String: String]) -> [(name: String, value: String)] {
    labels.map { (labelName($0.key), $0.value) }.sorted { $0.0 < $1.0 }
  }

  private func key(_ labels: [(name: String, value: String)]) -> String {
    labels.map { "\($0.name)=\"\(escapedLabel($0.value))\"" }.joined(separator: ",")
  }
}
