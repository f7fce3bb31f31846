import Glibc

/// Brings a schema up to date. Several at once on one schema are safe: one works, the others wait.
public struct Migrator: Sendable {
  /// In ascending order of number.
  public let migrations: [Migration]
  /// How long to wait for another process that migrates, and for locks.
  public var patience: Duration = .seconds(60)
  /// `statement_timeout` inside migrations.
  public var statementTimeout: Duration = .seconds(600)

  public init(_ migrations: [Migration]) throws(MigrationError) {
    self.migrations = migrations.sorted { $0.number < $1.number }
    for (one, next) in zip(self.migrations, self.migrations.dropFirst()) where one.number == next.number {
      throw .duplicateNumber(one.number)
    }
  }

  /// Creates the connection's schema if needed and applies what is pending.
  /// - Returns: what was applied now, in order.
  /// - Throws: ``MigrationError`` or ``PostgresError``; the migrations before the failing one stay.
  @discardableResult
  public func apply(_ connection: Connection) throws -> [Migration] {
    let deadline = ContinuousClock.now + patience
    let key: Parameter = .text("touchline migrations of \(connection.schema)")
    while !(try connection.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", [key])[0].decode(0))
    {
      guard ContinuousClock.now < deadline else { throw MigrationError.busy(schema: connection.schema) }
      usleep(100_000)
    }
    // A lost connection gives the lock back by itself.
    defer { _ = try? connection.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [key]) }
    try createTable(connection)
    let pending = try check(connection)
    for migration in pending { try apply(migration, connection, deadline) }
    return pending
  }

  /// What ``apply(_:)`` would apply; changes nothing.
  /// - Throws: ``MigrationError`` if the database does not fit this program.
  public func check(_ connection: Connection) throws -> [Migration] {
    let table = SQL.qualified(connection.schema, "schema_migrations")
    guard try connection.query("SELECT to_regclass($1) IS NOT NULL", [.text(table)])[0].decode(0) else {
      return migrations
    }
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.number, $0) })
    let checksums = try checksums(connection)
    var applied: Set<Int> = []
    for row in try connection.query("SELECT number, name, checksum FROM \(table) ORDER BY number") {
      let number: Int = try row.decode(0)
      guard let migration = known[number] else {
        throw MigrationError.databaseNewer(number: number, name: try row.decode(1))
      }
      guard checksums[number] == (try row.decode(2, as: String.self)) else {
        throw MigrationError.changed(migration.title)
      }
      applied.insert(number)
    }
    let pending = migrations.filter { !applied.contains($0.number) }
    if let last = applied.max(), let first = pending.first, first.number < last {
      throw MigrationError.outOfOrder(first.title, lastApplied: last)
    }
    return pending
  }

  private func createTable(_ connection: Connection) throws {
    let schema = SQL.identifier(connection.schema)
    // IF NOT EXISTS asks for the right to create also where nothing is to be created.
    if try connection.query("SELECT to_regnamespace($1) IS NULL", [.text(schema)])[0].decode(0) {
      try connection.execute("CREATE SCHEMA \(schema)")
    }
    let table = SQL.qualified(connection.schema, "schema_migrations")
    if try connection.query("SELECT to_regclass($1) IS NULL", [.text(table)])[0].decode(0) {
      try connection.execute(
        """
        CREATE TABLE \(table) (
          number int4 PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now());
        COMMENT ON TABLE \(table) IS 'Numbered steps of this schema that have been applied (touchline migrate)';
        COMMENT ON COLUMN \(table).checksum IS 'SHA-256 of the step''s SQL text, hexadecimal'
        """)
    }
  }

  /// Applies one, and again while another session's lock is in the way.
  private func apply(_ migration: Migration, _ connection: Connection, _ deadline: ContinuousClock.Instant)
    throws
  {
    while true {
      do {
        try connection.withStatementTimeout(statementTimeout) {
          try connection.transaction { try run(migration, connection) }
        }
        return
      } catch let error as PostgresError
        where error.handling == .waitAndRetry && connection.isHealthy && ContinuousClock.now < deadline
      {
        usleep(200_000)
      }
    }
  }

  private func run(_ migration: Migration, _ connection: Connection) throws {
    try connection.execute(migration.sql)
    guard connection.isInTransaction else { throw MigrationError.endsTransaction(migration.title) }
    try connection.execute(
      """
      INSERT INTO \(SQL.qualified(connection.schema, "schema_migrations")) (number, name, checksum)
      VALUES ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'))
      """, [.int(Int64(migration.number)), .text(migration.name), .text(migration.sql)])
  }

  private func checksums(_ connection: Connection) throws -> [Int: String] {
    let rows = try connection.query(
      """
      SELECT number, encode(sha256(convert_to(text, 'UTF8')), 'hex')
      FROM unnest($1::int8[], $2::text[]) AS given (number, text)
      """, [.ints(migrations.map { Int64($0.number) }), .texts(migrations.map(\.sql))])
    var checksums: [Int: String] = [:]
    for row in rows { checksums[try row.decode(0)] = try row.decode(1, as: String.self) }
    return checksums
  }
}
