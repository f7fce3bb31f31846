import CPQ

extension Connection {
  /// Inserts the rows by binary COPY, the fastest way. One bad or repeated row (23505) fails all of
  /// them, and fails the transaction too unless it runs under a ``savepoint(_:)``.
  /// - Returns: how many rows were inserted.
  @discardableResult
  public func copyIn(_ rows: RowSlice, into table: String) throws(PostgresError) -> Int {
    guard rows.count > 0 else { return 0 }
    let columns = rows.batch.columns
    let names = columns.map { SQL.identifier($0.name) }.joined(separator: ", ")
    let sql = "COPY \(SQL.qualified(schema, table)) (\(names)) FROM STDIN (FORMAT binary)"
    let label = SQL.label(sql)
    let deadline = callDeadline
    let handle = try live(label)
    guard PQsendQuery(handle, sql) == 1 else { throw lost(handle, label) }
    try flush(handle, deadline, label)
    guard let first = try nextResult(handle, deadline, label) else { throw lost(handle, label) }
    if PQresultStatus(first) == PGRES_COPY_IN {
      PQclear(first)
      try sendRows(rows, handle, deadline, label)
      return try finish(handle, deadline, label)
    }
    let error = PostgresError(result: first, statement: label)
    PQclear(first)
    while let result = try nextResult(handle, deadline, label) { PQclear(result) }
    if PQstatus(handle) != CONNECTION_OK || error.isConnectionLost { close() }
    throw error
  }

  /// Turns columns into rows, in pieces that stay in the processor's cache.
  private func sendRows(_ rows: RowSlice, _ handle: OpaquePointer, _ deadline: Deadline, _ label: String)
    throws(PostgresError)
  {
    let buffers = rows.batch.buffers
    var offsets = buffers.map { $0.byteRange(rows.rows).lowerBound }
    var piece: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    piece.append(contentsOf: [UInt8](repeating: 0, count: 8))
    piece.reserveCapacity(96 << 10)
    let fieldCount = Int16(clamping: buffers.count)
    for _ in rows.rows {
      piece.append(UInt8(truncatingIfNeeded: fieldCount >> 8))
      piece.append(UInt8(truncatingIfNeeded: fieldCount))
      for index in buffers.indices {
        let start = offsets[index]
        let end = buffers[index].next(start)
        piece.append(
          contentsOf: UnsafeRawBufferPointer(start: buffers[index].memory + start, count: end - start))
        offsets[index] = end
      }
      if piece.count >= 64 << 10 {
        try put(piece, handle, deadline, label)
        piece.removeAll(keepingCapacity: true)
      }
    }
    piece.append(0xFF)
    piece.append(0xFF)
    try put(piece, handle, deadline, label)
  }

  private func put(_ piece: [UInt8], _ handle: OpaquePointer, _ deadline: Deadline, _ label: String)
    throws(PostgresError)
  {
    while true {
      let result = piece.withUnsafeBytes { raw in
        PQputCopyData(handle, raw.bindMemory(to: CChar.self).baseAddress, CInt(clamping: raw.count))
      }
      if result == 1 { break }
      if result < 0 { throw lost(handle, label) }
      try flush(handle, deadline, label)
    }
    // Without this libpq would hold the whole batch a second time.
    try flush(handle, deadline, label)
  }

  private func finish(_ handle: OpaquePointer, _ deadline: Deadline, _ label: String) throws(PostgresError)
    -> Int
  {
    while true {
      let result = PQputCopyEnd(handle, nil)
      if result == 1 { break }
      if result < 0 { throw lost(handle, label) }
      try flush(handle, deadline, label)
    }
    try flush(handle, deadline, label)
    var failure: PostgresError?
    var count = 0
    while let result = try nextResult(handle, deadline, label) {
      if PQresultStatus(result) == PGRES_COMMAND_OK {
        count = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
      } else {
        failure = failure ?? PostgresError(result: result, statement: label)
      }
      PQclear(result)
    }
    if let failure {
      if PQstatus(handle) != CONNECTION_OK || failure.isConnectionLost { close() }
      throw failure
    }
    return count
  }
}
