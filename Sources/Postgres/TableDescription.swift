/// What a table looks like, for writers that fill columns by their names.
public struct TableDescription: Sendable {
  public struct Column: Sendable {
    public var name: String
    /// As SQL writes it: `timestamp with time zone`, `double precision`.
    public var sqlType: String
    /// nil for a type that a batch cannot carry.
    public var type: ColumnType?
    public var notNull: Bool
    public var hasDefault: Bool
    /// `GENERATED ALWAYS`: must not be given a value.
    public var isGenerated: Bool
  }

  public var name: String
  /// In the table's order.
  public var columns: [Column]
  /// In the key's order; empty without a primary key.
  public var primaryKey: [String]

  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}

extension Connection {
  /// The columns and primary key of a table in this connection's schema.
  /// - Throws: 42P01 if there is none.
  public func describe(table: String) throws(PostgresError) -> TableDescription {
    let name: Parameter = .text(SQL.qualified(schema, table))
    let found = try query(
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN t.typbasetype <> 0 THEN t.typbasetype ELSE a.atttypid END::int8,
        a.attnotnull, a.atthasdef OR a.attidentity <> '', a.attgenerated <> '' OR a.attidentity = 'a'
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
      """, [name])
    guard !found.isEmpty else {
      throw PostgresError(
        sqlState: "42P01", message: "there is no table \(table) in schema \(schema)", table: table)
    }
    var columns: [TableDescription.Column] = []
    for row in found {
      let oid: Int64 = try row.decode(2)
      columns.append(
        TableDescription.Column(
          name: try row.decode(0), sqlType: try row.decode(1),
          type: UInt32(exactly: oid).flatMap { ColumnType(oid: $0) }, notNull: try row.decode(3),
          hasDefault: try row.decode(4), isGenerated: try row.decode(5)))
    }
    let key = try query(
      """
      SELECT a.attname FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
      WHERE i.indrelid = to_regclass($1) AND i.indisprimary ORDER BY k.place
      """, [name])
    var primaryKey: [String] = []
    for row in key { primaryKey.append(try row.decode(0)) }
    return TableDescription(name: table, columns: columns, primaryKey: primaryKey)
  }
}
