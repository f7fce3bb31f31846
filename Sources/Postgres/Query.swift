import CPQ

extension Connection {
  /// Runs one statement with parameters and returns its rows.
  public func query(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> QueryResult {
    try query(sql, parameters, deadline: callDeadline)
  }

  func query(_ sql: String, _ parameters: [Parameter], deadline: Deadline) throws(PostgresError)
    -> QueryResult
  {
    let encoded = try EncodedParameters(parameters)
    return try exchange(SQL.label(sql), deadline: deadline) { handle in
      encoded.withPointers { values in
        PQsendQueryParams(
          handle, sql, CInt(parameters.count), encoded.types, values, encoded.lengths, encoded.formats, 0)
      }
    }
  }

  /// Runs one statement with parameters, or without them one or several separated by semicolons,
  /// and returns how many rows the last one touched.
  @discardableResult
  public func execute(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> Int {
    if !parameters.isEmpty { return try query(sql, parameters).affectedRows }
    return try exchange(SQL.label(sql), deadline: callDeadline) { PQsendQuery($0, sql) }.affectedRows
  }

  /// The name under which the statement is prepared on this connection; prepares it the first time.
  func statementName(_ sql: String, types: [UInt32]) throws(PostgresError) -> String {
    if let name = prepared[sql] { return name }
    if prepared.count >= 200 {
      prepared.removeAll()
      try execute("DEALLOCATE ALL")
    }
    // Never a name twice on one connection, not even after a failed attempt whose answer was lost.
    preparedSoFar += 1
    let name = "touchline_\(preparedSoFar)"
    _ = try exchange(SQL.label(sql), deadline: callDeadline) { handle in
      PQsendPrepare(handle, name, sql, CInt(types.count), types)
    }
    prepared[sql] = name
    return name
  }

  /// Runs the body with another `statement_timeout` (and deadline of each call), for what is known to
  /// take long. Inside a transaction that fails, the server's setting goes back with it.
  @discardableResult
  public func withStatementTimeout<T>(_ timeout: Duration, _ body: () throws -> T) throws -> T {
    let before = statementTimeout
    try setStatementTimeout(timeout)
    do {
      let value = try body()
      try setStatementTimeout(before)
      return value
    } catch {
      statementTimeout = before
      // In a failed transaction SET is refused; rolling back undoes the first one.
      if let handle, PQtransactionStatus(handle) != PQTRANS_INERROR { try? setStatementTimeout(before) }
      throw error
    }
  }

  private func setStatementTimeout(_ timeout: Duration) throws(PostgresError) {
    _ = try query("SELECT set_config('statement_timeout', $1, false)", [.text(String(timeout.milliseconds))])
    statementTimeout = timeout
  }
}
