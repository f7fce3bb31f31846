import CPQ

extension Connection {
  /// Runs a SELECT of any size and calls the body with each row, `fetchSize` rows in memory at a
  /// time. Needs an open transaction (``TransactionKind/snapshot`` for a consistent view over
  /// several queries). The body may run other statements on this connection. Every fetch has the
  /// statement timeout for itself. Ends early if the body throws.
  /// - Returns: how many rows there were.
  @discardableResult
  public func forEachRow(
    _ sql: String, _ parameters: [Parameter] = [], fetchSize: Int = 2000, _ body: (Row) throws -> Void
  ) throws -> Int {
    guard isInTransaction else { throw PostgresError.usage("forEachRow needs a transaction") }
    cursorsSoFar += 1
    let cursor = "touchline_\(cursorsSoFar)"
    _ = try query("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", parameters)
    let fetch = "FETCH FORWARD \(max(1, fetchSize)) FROM \(cursor)"
    var total = 0
    do {
      while true {
        let rows = try query(fetch)
        for row in rows { try body(row) }
        total += rows.count
        if rows.count < max(1, fetchSize) { break }
      }
    } catch {
      if let handle, PQtransactionStatus(handle) == PQTRANS_INTRANS { _ = try? execute("CLOSE \(cursor)") }
      throw error
    }
    try execute("CLOSE \(cursor)")
    return total
  }
}
