import CPQ

/// One row of a ``QueryResult``, which it keeps alive.
public struct Row {
  let result: QueryResult
  let row: Int32

  /// The value's bytes as the server wrote them (text format); nil for NULL or a column that is not there.
  public func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> T) rethrows -> T {
    guard column >= 0, column < Int(PQnfields(result.result)), row >= 0, row < PQntuples(result.result),
      PQgetisnull(result.result, row, Int32(column)) == 0
    else { return try body(nil) }
    let start = PQgetvalue(result.result, row, Int32(column))
    let count = Int(PQgetlength(result.result, row, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The value as a Swift type; `Optional` for a column that may be NULL. Throws (`.stop`) if the
  /// text cannot be read as that type: that is a mistake in the query, not in the data.
  public func decode<T: PostgresDecodable>(_ column: Int, as type: T.Type = T.self) throws(PostgresError) -> T
  {
    guard let value = withBytes(column, { T(postgresText: $0) }) else {
      let name = PQfname(result.result, Int32(clamping: column)).map { String(cString: $0) } ?? "\(column)"
      throw .usage("column \(name) does not hold a \(T.self)")
    }
    return value
  }

  /// The same by the column's name.
  public func decode<T: PostgresDecodable>(_ name: String, as type: T.Type = T.self) throws(PostgresError)
    -> T
  {
    guard let column = result.index(of: name) else { throw .usage("the result has no column \(name)") }
    return try decode(column)
  }
}
