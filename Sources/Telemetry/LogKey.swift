/// The names under which log lines carry their data. All of them are here, so that a search for one finds all lines.
public enum LogKey: String, Sendable, CaseIterable {
  // What it is about, in the order in which lines show it.
  case match, season, team, player, fact, ranking, model, sport, period, clock, id, revision
  // Where in Kafka.
  case topic, partition, offset
  case fromOffset = "from_offset"
  case toOffset = "to_offset"
  case lag, group, member, instance
  case transactionalID = "transactional_id"
  case ceType = "ce_type"
  case key, cluster, brokers
  // Where in PostgreSQL.
  case table
  case sqlState = "sqlstate"
  case constraint, database, schema, migration
  // How much and how long.
  case count, rows, records, bytes, limit, attempt, duration, delay, latency
  // The rest.
  case verb, service, component, stage, path, line, url, address, port, client, status, signal, state, version
  case reason, code, error, suppressed

  /// Its place in a line.
  var order: Int { Self.orders[self] ?? 0 }

  private static let orders = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { index, key in (key, index) })
}

/// A value in a log line; written as a literal, an interpolated string, or `LogValue(number)`.
public enum LogValue: Sendable, Equatable {
  case text(String)
  case integer(Int64)
  case number(Double)
  case boolean(Bool)

  public init(_ value: some BinaryInteger) { self = .integer(Int64(clamping: value)) }
  public init(_ value: Double) { self = .number(value) }
  public init(_ value: String) { self = .text(value) }
  public init(_ value: Bool) { self = .boolean(value) }
  /// An error as it describes itself.
  public init(_ error: any Error) { self = .text("\(error)") }
}

extension LogValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

public typealias LogMetadata = [LogKey: LogValue]
