/// Name and type of a column that a batch fills.
public struct BatchColumn: Sendable, Hashable {
  public var name: String
  public var type: ColumnType

  public init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }
}

/// Rows on their way into a table, kept column by column in the server's binary format. A row is
/// built by setting its columns in any order and calling ``finishRow()``; columns not set are NULL.
/// Setting a column twice keeps the later value. No value costs an allocation of its own.
///
/// Setters throw `.recordFault` for a value out of the column's range and `.stop` for a value of
/// another kind than the column; ``discardRow()`` then takes back what the row has so far.
public final class RowBatch {
  public let columns: [BatchColumn]
  /// Finished rows.
  public private(set) var count = 0
  let buffers: [ColumnBuffer]
  /// Where the row under construction starts in each column.
  private var rowStarts: [Int]

  public init(columns: [BatchColumn], capacity: Int = 500) {
    self.columns = columns
    buffers = columns.map { ColumnBuffer(type: $0.type, capacity: max(16, capacity) * 12) }
    rowStarts = Array(repeating: ColumnBuffer.headerSize, count: columns.count)
  }

  public var isEmpty: Bool { count == 0 }

  /// The size of what was appended, lengths included: what will go over the wire.
  public var byteCount: Int { buffers.reduce(0) { $0 + $1.end - ColumnBuffer.headerSize } }

  /// Empties the batch and keeps its memory for the next rows.
  public func removeAll() {
    for buffer in buffers { buffer.removeAll() }
    for index in rowStarts.indices { rowStarts[index] = ColumnBuffer.headerSize }
    count = 0
  }

  /// The column's buffer, without the value that this row may already have there.
  private func open(_ column: Int) -> ColumnBuffer {
    let buffer = buffers[column]
    buffer.truncate(to: rowStarts[column])
    return buffer
  }

  public func setNull(_ column: Int) { _ = open(column) }
  public func set(_ column: Int, text: String) throws(PostgresError) { try open(column).append(text: text) }
  /// UTF-8 text for a text or JSON column, anything for a `bytea`.
  public func set(_ column: Int, bytes: UnsafeRawBufferPointer) throws(PostgresError) {
    try open(column).append(bytes: bytes)
  }
  public func set(_ column: Int, int: Int64) throws(PostgresError) { try open(column).append(int: int) }
  public func set(_ column: Int, double: Double) throws(PostgresError) {
    try open(column).append(double: double)
  }
  public func set(_ column: Int, bool: Bool) throws(PostgresError) { try open(column).append(bool: bool) }
  /// Microseconds since 1970-01-01 00:00 UTC.
  public func set(_ column: Int, timestamp: Int64) throws(PostgresError) {
    try open(column).append(timestamp: timestamp)
  }

  /// Ends the row.
  public func finishRow() throws(PostgresError) {
    for index in buffers.indices where buffers[index].end == rowStarts[index] {
      try buffers[index].appendNull()
    }
    for index in buffers.indices { rowStarts[index] = buffers[index].end }
    count += 1
  }

  /// Takes back the row under construction.
  public func discardRow() {
    for index in buffers.indices { buffers[index].truncate(to: rowStarts[index]) }
  }

  /// A column of all finished rows, for sending.
  func array(_ column: Int) -> UnsafeRawBufferPointer {
    buffers[column].array(count: count, upTo: rowStarts[column])
  }

  /// The number of the column of that name.
  public func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

  /// Some of its rows, without copying them.
  public subscript(rows: Range<Int>) -> RowSlice { RowSlice(batch: self, rows: rows.clamped(to: 0..<count)) }

  public var all: RowSlice { self[0..<count] }
}

/// Consecutive rows of a batch, which must not change while the slice is in use.
public struct RowSlice {
  public let batch: RowBatch
  public let rows: Range<Int>

  public var count: Int { rows.count }

  /// By the numbers of the batch's rows.
  public subscript(part: Range<Int>) -> RowSlice { RowSlice(batch: batch, rows: part.clamped(to: rows)) }
}
