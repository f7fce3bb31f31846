import CPQ

/// The answer to one statement: its rows, held in libpq's memory, and how many rows it touched.
public final class QueryResult {
  let result: OpaquePointer

  init(_ result: OpaquePointer) { self.result = result }
  deinit { PQclear(result) }

  /// Number of rows returned.
  public var count: Int { Int(PQntuples(result)) }
  public var columnNames: [String] {
    (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
  }

  /// Rows inserted, updated, deleted, selected, moved or copied; 0 for other statements.
  public var affectedRows: Int {
    PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  /// What the server says it did: `INSERT 0 5`, `COMMIT`.
  public var commandTag: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }

  /// The number of the column of that name, folded to lower case as in SQL.
  public func index(of name: String) -> Int? {
    let index = PQfnumber(result, SQL.identifier(name))
    return index < 0 ? nil : Int(index)
  }
}

extension QueryResult: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }
  public subscript(row: Int) -> Row { Row(result: self, row: Int32(row)) }
}
