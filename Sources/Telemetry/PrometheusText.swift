/// Prometheus' text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
public enum PrometheusText {
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// All metrics of a registry, sorted by name and labels.
  public static func render(_ registry: MetricsRegistry) -> String {
    var text = ""
    for (name, family) in registry.snapshot() where !family.series.isEmpty {
      text += "# HELP \(name) \(escapedHelp(family.help))\n"
      text += "# TYPE \(name) \(family.type)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        switch series.metric {
        case .counter(let counter): text += "\(name)\(braced(labels)) \(counter.value)\n"
        case .gauge(let gauge): text += "\(name)\(braced(labels)) \(number(gauge.value))\n"
        case .reading(let read): text += "\(name)\(braced(labels)) \(number(read()))\n"
        case .histogram(let histogram): text += buckets(name, labels, histogram)
        }
      }
    }
    return text
  }

  private static func buckets(_ name: String, _ labels: String, _ histogram: Histogram) -> String {
    let (counts, sum) = histogram.coarseCounts()
    let before = labels.isEmpty ? "" : "\(labels),"
    var text = ""
    var total: UInt64 = 0
    for (index, count) in counts.enumerated() {
      total += count
      let bound = index < histogram.bounds.count ? number(histogram.bounds[index]) : "+Inf"
      text += "\(name)_bucket{\(before)le=\"\(bound)\"} \(total)\n"
    }
    return text + "\(name)_sum\(braced(labels)) \(number(sum))\n\(name)_count\(braced(labels)) \(total)\n"
  }

  private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return value.description
  }
}

func escapedHelp(_ text: String) -> String { escaped(text, quote: false) }

func escapedLabel(_ text: String) -> String { escaped(text, quote: true) }

private func escaped(_ text: String, quote: Bool) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\"" where quote: result.append(contentsOf: "\\\"".unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// With `_` for what a metric's name may not hold.
func metricName(_ name: String) -> String { cleaned(name, colon: true) }

/// With `_` for what a label's name may not hold.
func labelName(_ name: String) -> String { cleaned(name, colon: false) }

private func cleaned(_ name: String, colon: Bool) -> String {
  var result = String.UnicodeScalarView()
  for (index, scalar) in name.unicodeScalars.enumerated() {
    let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    let isDigit = ("0"..."9").contains(scalar)
    let fits = isLetter || (isDigit && index > 0) || (colon && scalar == ":")
    result.append(fits ? scalar : "_")
  }
  return result.isEmpty ? "_" : String(result)
}
