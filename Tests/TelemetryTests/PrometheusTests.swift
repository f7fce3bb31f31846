import Testing

@testable import Telemetry

@Suite struct PrometheusTests {
  @Test func text() {
    let registry = MetricsRegistry()
    registry.counter("records_total", "Records read.", ["topic": "facts.xgoals", "partition": "0"]).add(3)
    registry.counter("records_total", "Records read.", ["partition": "1", "topic": "a\"b\\c\nd"]).add()
    registry.gauge("lag_records", "How far behind;\nin \\ records.").set(-2.5)
    registry.gauge("up", "Whether it runs.") { 1 }
    registry.gauge("odd", "No number.", ["bad-name": "x"]).set(.nan)
    let latency = registry.histogram(
      "store_seconds", "Time to store.", ["table": "xgoals"], bounds: [0.001, 0.01, 1])
    for milliseconds: Int64 in [1, 1, 5, 10, 11, 5_000] { latency.record(microseconds: milliseconds * 1_000) }
    #expect(
      PrometheusText.render(registry) == #"""
        # HELP lag_records How far behind;\nin \\ records.
        # TYPE lag_records gauge
        lag_records -2.5
        # HELP odd No number.
        # TYPE odd gauge
        odd{bad_name="x"} NaN
        # HELP records_total Records read.
        # TYPE records_total counter
        records_total{partition="0",topic="facts.xgoals"} 3
        records_total{partition="1",topic="a\"b\\c\nd"} 1
        # HELP store_seconds Time to store.
        # TYPE store_seconds histogram
        store_seconds_bucket{table="xgoals",le="0.001"} 2
        store_seconds_bucket{table="xgoals",le="0.01"} 4
        store_seconds_bucket{table="xgoals",le="1"} 5
        store_seconds_bucket{table="xgoals",le="+Inf"} 6
        store_seconds_sum{table="xgoals"} 5.028
        store_seconds_count{table="xgoals"} 6
        # HELP up Whether it runs.
        # TYPE up gauge
        up 1

        """#)
  }

  @Test func theSameNameAndLabelsAreTheSameMetric() {
    let registry = MetricsRegistry()
    registry.counter("a_total", "", ["x": "1", "y": "2"]).add()
    registry.counter("a_total", "", ["y": "2", "x": "1"]).add()
    #expect(registry.counter("a_total", "", ["x": "1", "y": "2"]).value == 2)
    registry.remove("a_total", ["x": "1", "y": "2"])
    #expect(PrometheusText.render(registry).isEmpty)
  }

  @Test func seriesHaveABound() {
    let registry = MetricsRegistry(maximumSeries: 3)
    for match in 0..<10 { registry.counter("records_total", "", ["match": "m\(match)"]).add() }
    #expect(
      PrometheusText.render(registry) == """
        # HELP records_total 
        # TYPE records_total counter
        records_total{match="m0"} 1
        records_total{match="m1"} 1
        records_total{match="m2"} 1
        records_total{match="other"} 7

        """)
  }

  @Test func histogramsCanBeListed() {
    let registry = MetricsRegistry()
    registry.histogram("latency_seconds", "", ["fact": "xgoals"]).record(seconds: 1)
    _ = registry.histogram("latency_seconds", "", ["fact": "duels"])
    let listed = registry.histograms("latency_seconds")
    #expect(listed.map { $0.labels.map(\.value).joined() } == ["duels", "xgoals"])
    #expect(listed.map(\.snapshot.count) == [0, 1])
    #expect(registry.histograms("nothing").isEmpty)
  }

  @Test func health() {
    let time = FixedTime(wallMicroseconds: 5)
    let health = Health(time: time)
    #expect(health.state == .ok)
    health.report("kafka", .degraded, "one broker away")
    time.advance(milliseconds: 1)
    health.report("kafka", .degraded, "two brokers away")
    health.report("database", .ok)
    #expect(health.state == .degraded)
    #expect(
      health.all == [
        .init(component: "database", state: .ok, detail: "", since: 1_005),
        .init(component: "kafka", state: .degraded, detail: "two brokers away", since: 5),
      ])
    health.report("database", .down)
    #expect(health.state == .down)
    health.remove("database")
    health.remove("kafka")
    #expect(health.state == .ok)
  }
}
