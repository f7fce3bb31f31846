import Console
import Formats
import Pipeline

enum StatusVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "status", "lag, rates, latency, dead letters, broker and database",
      discussion: """
        Lag is what a group has not dealt with of what a committed reader can see. Latency is from the ingest of a feed \
        record to the ingest of the fact or ranking that it caused, over each topic's latest 500 records. \
        --verbose shows each partition. Ends with 69 if broker or database cannot be reached within --timeout.
        """,
      group: "Running it",
      examples: [Example("touchline status"), Example("touchline status --watch")],
      flags: [FlagSpec("watch", short: "w", "again every two seconds, until Ctrl-C")])
  ) { shell in
    let probe = StatusProbe(
      try shell.pipelineSettings(), timeout: shell.timeout, cancellation: shell.interrupts.cancellation)
    defer { probe.close() }
    var isUnreachable = false
    try shell.show(isWatching: shell.command.flag("watch"), every: 1) {
      let status = probe.look()
      if shell.interrupts.isCancelled { throw CancellationError() }
      isUnreachable = status.broker == nil || status.database == nil
      return shell.isJSON ? StatusJSON.text(status) : StatusText(shell).text(status)
    }
    return isUnreachable ? .unavailable : .done
  }
}

/// The status as tables.
struct StatusText {
  private let terminal: Terminal
  private let showsPartitions: Bool

  init(_ shell: Shell) {
    terminal = shell.output.terminal
    showsPartitions = shell.command.flag("verbose")
  }

  func text(_ status: PipelineStatus) -> String {
    var text = servers(status)
    if !status.lags.isEmpty { text += "\n" + lags(status.lags) }
    if !status.rates.isEmpty { text += "\n" + topics(status) }
    return text
  }

  private func servers(_ status: PipelineStatus) -> String {
    var table = Table([Table.Column(""), Table.Column("", minimum: 30)])
    if let broker = status.broker {
      table.add([
        "broker",
        "cluster \(broker.clusterID), \(broker.brokers) \(broker.brokers == 1 ? "broker" : "brokers"), \(broker.topics) topics",
      ])
    }
    if let trouble = status.brokerTrouble { table.add(["broker", Table.Cell(trouble, .red)]) }
    if let database = status.database {
      var text = "PostgreSQL \(database.version.prefix { $0 != " " }), schema \(database.schema), "
      text += "\(byteCount(Int(database.schemaBytes))) of \(byteCount(Int(database.databaseBytes)))"
      if let matches = database.matches { text += ", \(matches) \(matches == 1 ? "match" : "matches")" }
      table.add(["database", Table.Cell(text)])
      if database.pendingMigrations > 0 {
        table.add([
          "", Table.Cell("\(database.pendingMigrations) migrations pending: run `touchline migrate`", .red),
        ])
      }
    }
    if let trouble = status.databaseTrouble { table.add(["database", Table.Cell(trouble, .red)]) }
    if let count = status.deadLetters {
      let text = count == 0 ? "none" : "\(status.isMoreDeadLetters ? "more than " : "")\(count)"
      table.add(["dead letters", Table.Cell(text, count == 0 ? nil : .yellow)])
    }
    return table.text(for: terminal)
  }

  private func lags(_ lags: [GroupLag]) -> String {
    var table = Table([
      Table.Column("group"), Table.Column("topic", minimum: 14), Table.Column("lag", .right),
      Table.Column("partition:lag"),
    ])
    for lag in lags {
      let state = lag.isNew ? "nothing committed yet" : lag.behind
      table.add([
        Table.Cell(lag.group), Table.Cell(lag.topic),
        Table.Cell(String(lag.total), lag.total > 0 ? .yellow : .green), Table.Cell(state),
      ])
      guard showsPartitions else { continue }
      for part in lag.partitions {
        table.add([
          "", Table.Cell("  \(part.partition)"), Table.Cell(String(part.lag)),
          Table.Cell("\(part.committed.map(String.init) ?? "–") of \(part.end)"),
        ])
      }
    }
    return table.text(for: terminal)
  }

  private func topics(_ status: PipelineStatus) -> String {
    var table = Table([
      Table.Column("topic", minimum: 14), Table.Column("offsets", .right), Table.Column("per s", .right),
      Table.Column("p50", .right), Table.Column("p95", .right), Table.Column("p99", .right),
      Table.Column("measured", .right),
    ])
    for rate in status.rates {
      let latency = status.latencies.first { $0.topic == rate.topic }
      func time(_ milliseconds: Double?) -> Table.Cell {
        Table.Cell(milliseconds.map { shortDuration(seconds: $0 / 1000) } ?? "")
      }
      table.add([
        Table.Cell(rate.topic), Table.Cell(compact(Double(rate.offsets))),
        Table.Cell(compact(rate.perSecond)),
        time(latency?.p50), time(latency?.p95), time(latency?.p99),
        Table.Cell(latency.map { String($0.count) } ?? ""),
      ])
    }
    return table.text(for: terminal)
  }
}

/// The status as one JSON object.
enum StatusJSON {
  static func text(_ status: PipelineStatus) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("broker")
    writer.beginObject()
    writer.field("reachable", status.broker != nil)
    writer.field("cluster_id", status.broker?.clusterID)
    writer.field("brokers", status.broker?.brokers)
    writer.field("topics", status.broker?.topics)
    writer.field("error", status.brokerTrouble)
    writer.endObject()
    writer.key("database")
    writer.beginObject()
    writer.field("reachable", status.database != nil)
    writer.field("version", status.database?.version)
    writer.field("schema", status.database?.schema)
    writer.field("pending_migrations", status.database?.pendingMigrations)
    writer.field("database_bytes", status.database?.databaseBytes)
    writer.field("schema_bytes", status.database?.schemaBytes)
    writer.field("matches", status.database?.matches)
    writer.field("error", status.databaseTrouble)
    writer.endObject()
    writer.field("dead_letters", status.deadLetters)
    writer.key("lag")
    writer.beginArray()
    for lag in status.lags { write(lag, into: &writer) }
    writer.endArray()
    writer.key("topics")
    writer.beginArray()
    for rate in status.rates {
      write(rate, status.latencies.first { $0.topic == rate.topic }, into: &writer)
    }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.text
  }

  private static func write(_ lag: GroupLag, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("group", lag.group)
    writer.field("topic", lag.topic)
    writer.field("lag", lag.total)
    writer.key("partitions")
    writer.beginArray()
    for part in lag.partitions {
      writer.beginObject()
      writer.field("partition", Int(part.partition))
      writer.field("committed", part.committed)
      writer.field("end", part.end)
      writer.field("lag", part.lag)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ rate: TopicRate, _ latency: TopicLatency?, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("topic", rate.topic)
    writer.field("offsets", rate.offsets)
    writer.field("per_second", rate.perSecond)
    if let latency {
      writer.key("latency_ms")
      writer.beginObject()
      writer.field("p50", latency.p50)
      writer.field("p95", latency.p95)
      writer.field("p99", latency.p99)
      writer.field("count", latency.count)
      writer.endObject()
    }
    writer.endObject()
  }
}
