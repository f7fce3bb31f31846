import CPQ

extension Connection {
  /// Inserts the rows in their order, each column as one array, and leaves out those that a unique
  /// constraint already holds. Prepared once per connection and table. Bytes of an unfinished row
  /// are not sent.
  /// - Returns: how many rows were new.
  @discardableResult
  public func insertUnnest(_ rows: RowSlice, into table: String) throws(PostgresError) -> Int {
    guard rows.count > 0 else { return 0 }
    let columns = rows.batch.columns
    let names = columns.map { SQL.identifier($0.name) }.joined(separator: ", ")
    let sql = """
      INSERT INTO \(SQL.qualified(schema, table)) (\(names)) SELECT * FROM \
      unnest(\(unnestArguments(columns))) ON CONFLICT DO NOTHING
      """
    return try send(rows, sql).affectedRows
  }

  /// Of rows that ``insertUnnest(_:into:)`` left out: the numbers (in the batch) of those whose stored
  /// row of the same key holds something else in the compared column, in ascending order.
  public func differingRows(_ rows: RowSlice, in table: String, key: [String], comparing column: String)
    throws(PostgresError) -> [Int]
  {
    guard rows.count > 0, !key.isEmpty else { return [] }
    let columns = rows.batch.columns
    let names = columns.map { SQL.identifier($0.name) }.joined(separator: ", ")
    let compared = SQL.identifier(column)
    let sameKey = key.map { "stored.\(SQL.identifier($0)) = given.\(SQL.identifier($0))" }
    let sql = """
      SELECT given."touchline ordinal" - 1 FROM unnest(\(unnestArguments(columns))) WITH ORDINALITY \
      AS given (\(names), "touchline ordinal") JOIN \(SQL.qualified(schema, table)) AS stored \
      ON \(sameKey.joined(separator: " AND ")) \
      WHERE stored.\(compared) IS DISTINCT FROM given.\(compared) ORDER BY 1
      """
    let start = rows.rows.lowerBound
    var numbers: [Int] = []
    for row in try send(rows, sql) { numbers.append(start + (try row.decode(0, as: Int.self))) }
    return numbers
  }

  private func unnestArguments(_ columns: [BatchColumn]) -> String {
    columns.indices.map { "$\($0 + 1)::\(columns[$0].type.sqlName)[]" }.joined(separator: ", ")
  }

  /// Runs a prepared statement whose parameters are the columns as arrays.
  private func send(_ rows: RowSlice, _ sql: String) throws(PostgresError) -> QueryResult {
    let batch = rows.batch
    let name = try statementName(sql, types: batch.columns.map(\.type.arrayOID))
    let formats = [CInt](repeating: 1, count: batch.columns.count)
    // A whole batch is sent from where it lies.
    let parts = rows.count == batch.count ? nil : batch.buffers.map { $0.copy(rows.rows) }
    return try exchange(SQL.label(sql), deadline: callDeadline) { handle in
      var pointers: [UnsafePointer<CChar>?] = []
      var lengths: [CInt] = []
      for index in batch.buffers.indices {
        let bytes =
          parts.map { $0[index].array(count: rows.count, upTo: $0[index].end) } ?? batch.array(index)
        pointers.append(bytes.bindMemory(to: CChar.self).baseAddress)
        lengths.append(CInt(clamping: bytes.count))
      }
      return withExtendedLifetime((parts, batch)) {
        PQsendQueryPrepared(handle, name, CInt(pointers.count), pointers, lengths, formats, 0)
      }
    }
  }
}
