extension Connection {
  /// Inserts like ``insertUnnest(_:into:)``, but a row that the server refuses
  /// (``ErrorHandling/recordFault``) does not keep the others out: it is found by halving the batch
  /// under savepoints and told to `onRefused` with its number in the batch. Needs an open
  /// transaction. Errors that are not the record's fault are thrown.
  /// - Returns: how many rows were new.
  @discardableResult
  public func insertBisecting(
    _ rows: RowSlice, into table: String, onRefused: (_ row: Int, _ error: PostgresError) throws -> Void
  ) throws -> Int {
    guard isInTransaction else { throw PostgresError.usage("insertBisecting needs a transaction") }
    var inserted = 0
    // The rows still to insert, the first ones last: so they go in in the order of the batch.
    var open = rows.count > 0 ? [rows] : []
    while let part = open.popLast() {
      do {
        inserted += try savepoint { try insertUnnest(part, into: table) }
      } catch let error as PostgresError where error.handling == .recordFault {
        guard part.count > 1 else {
          try onRefused(part.rows.lowerBound, error)
          continue
        }
        let middle = part.rows.lowerBound + part.count / 2
        open.append(part[middle..<part.rows.upperBound])
        open.append(part[part.rows.lowerBound..<middle])
      }
    }
    return inserted
  }
}
