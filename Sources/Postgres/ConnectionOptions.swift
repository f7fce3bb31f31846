/// How to reach a database, and how long anything may take. All durations are rounded to milliseconds.
public struct ConnectionOptions: Sendable {
  /// A PostgreSQL connection URI (`postgresql://user@host:5432/name?sslmode=require`) or a libpq
  /// keyword string. What it says of keepalives and `application_name` wins over what stands here.
  public var url: String
  /// The only schema in `search_path`; need not exist yet.
  public var schema: String
  /// Shown in `pg_stat_activity`.
  public var applicationName: String
  /// For all of connecting: TCP, TLS, authentication, first settings.
  public var connectTimeout: Duration = .seconds(5)
  /// `statement_timeout` of the server; over it, 57014.
  public var statementTimeout: Duration = .seconds(30)
  /// `lock_timeout` of the server; over it, 55P03.
  public var lockTimeout: Duration = .seconds(5)
  /// `idle_in_transaction_session_timeout`: a process that hangs in a transaction loses its locks.
  public var idleInTransactionTimeout: Duration = .seconds(60)
  /// How long sent data may stay without an acknowledgement before the kernel gives up the connection.
  public var tcpUserTimeout: Duration = .seconds(10)
  /// How much longer than the server's statement timeout a call waits for an answer. After that
  /// the connection is given up: the server is hung or out of reach.
  public var graceOverStatementTimeout: Duration = .seconds(5)

  public init(url: String, schema: String, applicationName: String = "touchline") {
    self.url = url
    self.schema = schema
    self.applicationName = applicationName
  }
}

extension ConnectionOptions {
  /// libpq keywords in the order that gives precedence: later ones win.
  var keywords: [(String, String)] {
    [
      ("fallback_application_name", applicationName),
      ("keepalives", "1"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", String(tcpUserTimeout.milliseconds)),
      ("dbname", url),
      ("client_encoding", "UTF8"),
    ]
  }

  /// Settings made in one round trip after connecting. A pooler may refuse them as startup options.
  var settings: [(String, String)] {
    [
      ("search_path", SQL.identifier(schema)),
      ("statement_timeout", String(statementTimeout.milliseconds)),
      ("lock_timeout", String(lockTimeout.milliseconds)),
      ("idle_in_transaction_session_timeout", String(idleInTransactionTimeout.milliseconds)),
      ("TimeZone", "UTC"), ("DateStyle", "ISO, YMD"), ("bytea_output", "hex"),
      ("extra_float_digits", "1"),
      // Streams are read to their end, so plan for all rows, not for the first tenth.
      ("cursor_tuple_fraction", "1.0"),
    ]
  }
}

extension Duration {
  /// At least 1: to PostgreSQL 0 means "never".
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    let whole = seconds.multipliedReportingOverflow(by: 1000)
    guard !whole.overflow, whole.partialValue < Int64(Int32.max) else { return Int64(Int32.max) }
    return max(1, whole.partialValue + attoseconds / 1_000_000_000_000_000)
  }
}
