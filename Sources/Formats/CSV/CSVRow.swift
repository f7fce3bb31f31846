/// One row, valid until its reader's next; reading it later stops the program. An empty field means unknown: nil
/// from the `optional…` getters, an error from `require…`. Names cost a search of the header: in a loop over many
/// rows, ask the reader for a ``CSVColumn`` once.
public struct CSVRow {
  let reader: CSVReader
  let generation: UInt32

  /// The line on which the row starts, counted from 1.
  public var line: Int { reader.record.line }

  @inline(__always) private func field(_ column: CSVColumn) -> UnsafeBufferPointer<UInt8> {
    precondition(generation == reader.record.generation, "a CSV row was read after its reader had gone on")
    precondition(column.index < reader.record.count, "a CSV column of another table")
    return reader.record.field(column.index)
  }

  /// The text of a field, empty or not; nil if the table has no such column.
  public subscript(_ name: String) -> String? { reader.optionalColumn(name).map { self[$0] } }

  /// The text of a field, empty or not.
  public subscript(_ column: CSVColumn) -> String { String(decoding: field(column), as: UTF8.self) }

  /// The text of a field, without making a String.
  public func withUTF8<R>(_ column: CSVColumn, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R
  {
    try body(field(column))
  }

  public func optionalString(_ column: CSVColumn) -> String? { field(column).isEmpty ? nil : self[column] }

  public func requireString(_ column: CSVColumn) throws(CSVError) -> String {
    try required(column, optionalString(column))
  }

  public func optionalInt(_ column: CSVColumn) throws(CSVError) -> Int? {
    let bytes = field(column)
    if bytes.isEmpty { return nil }
    guard let value = NumberText.int64(bytes) else { throw mismatch(column, "an integer") }
    return Int(value)
  }

  public func requireInt(_ column: CSVColumn) throws(CSVError) -> Int {
    try required(column, optionalInt(column))
  }

  public func optionalDouble(_ column: CSVColumn) throws(CSVError) -> Double? {
    let bytes = field(column)
    if bytes.isEmpty { return nil }
    guard let value = NumberText.double(bytes) else { throw mismatch(column, "a number") }
    return value
  }

  public func requireDouble(_ column: CSVColumn) throws(CSVError) -> Double {
    try required(column, optionalDouble(column))
  }

  /// 1 and 0, true and false (also True and False).
  public func optionalBool(_ column: CSVColumn) throws(CSVError) -> Bool? {
    let bytes = field(column)
    if bytes.isEmpty { return nil }
    if bytes.count == 1, bytes[0] == 0x30 || bytes[0] == 0x31 { return bytes[0] == 0x31 }
    switch self[column] {
    case "true", "True": return true
    case "false", "False": return false
    default: throw mismatch(column, "1 or 0")
    }
  }

  public func requireBool(_ column: CSVColumn) throws(CSVError) -> Bool {
    try required(column, optionalBool(column))
  }

  private func required<T>(_ column: CSVColumn, _ value: T?) throws(CSVError) -> T {
    guard let value else { throw error(column, "a value was expected, the field is empty") }
    return value
  }

  private func mismatch(_ column: CSVColumn, _ expected: String) -> CSVError {
    error(column, "\(expected) was expected, found \"\(self[column].prefix(40))\"")
  }

  /// An error about a field of this row, for checks of one's own.
  public func error(_ column: CSVColumn, _ reason: String) -> CSVError {
    CSVError(name: reader.source.name, line: line, column: reader.columns[column.index], reason: reason)
  }
}

/// The same by name; a column that the table does not have is an error of the `require…` getters, and unknown to
/// the `optional…` ones.
extension CSVRow {
  public func optionalString(_ name: String) -> String? {
    reader.optionalColumn(name).flatMap { optionalString($0) }
  }

  public func requireString(_ name: String) throws(CSVError) -> String {
    try requireString(reader.column(name))
  }

  public func optionalInt(_ name: String) throws(CSVError) -> Int? {
    guard let column = reader.optionalColumn(name) else { return nil }
    return try optionalInt(column)
  }

  public func requireInt(_ name: String) throws(CSVError) -> Int { try requireInt(reader.column(name)) }

  public func optionalDouble(_ name: String) throws(CSVError) -> Double? {
    guard let column = reader.optionalColumn(name) else { return nil }
    return try optionalDouble(column)
  }

  public func requireDouble(_ name: String) throws(CSVError) -> Double {
    try requireDouble(reader.column(name))
  }

  public func optionalBool(_ name: String) throws(CSVError) -> Bool? {
    guard let column = reader.optionalColumn(name) else { return nil }
    return try optionalBool(column)
  }

  public func requireBool(_ name: String) throws(CSVError) -> Bool { try requireBool(reader.column(name)) }
}
