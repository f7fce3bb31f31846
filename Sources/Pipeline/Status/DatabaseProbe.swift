import Postgres

/// What the database says of itself.
struct DatabaseProbe {
  let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func look() throws -> DatabaseStatus {
    let pending = try Schema.migrator().check(connection).count
    let row = try connection.query(
      """
      SELECT current_setting('server_version'), pg_database_size(current_database()),
        coalesce((SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
          WHERE c.relnamespace = to_regnamespace(quote_ident($1)) AND c.relkind IN ('r', 'p')), 0)::bigint
      """, [.text(connection.schema)])
    var status = DatabaseStatus(
      version: "", schema: connection.schema, pendingMigrations: pending, databaseBytes: 0, schemaBytes: 0)
    for row in row {
      status.version = try row.decode(0)
      status.databaseBytes = try row.decode(1)
      status.schemaBytes = try row.decode(2)
    }
    if pending == 0 {
      for row in try connection.query("SELECT count(*) FROM matches") { status.matches = try row.decode(0) }
    }
    return status
  }
}
