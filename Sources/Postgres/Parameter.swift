/// A value for `$1`, `$2`, … in a statement. Its SQL type is the one the statement expects there,
/// apart from those that say otherwise.
public enum Parameter: Sendable {
  case null
  case text(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  /// A `timestamptz`.
  case timestamp(Timestamp)
  /// A `bytea`.
  case bytes([UInt8])
  /// A `text[]`, for `= ANY($1)`.
  case texts([String])
  /// An `int8[]`, for `= ANY($1)`.
  case ints([Int64])
}

extension Parameter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
}

/// Parameters in the shape that libpq takes.
struct EncodedParameters {
  private(set) var types: [UInt32] = []
  private(set) var lengths: [CInt] = []
  private(set) var formats: [CInt] = []
  private var offsets: [Int?] = []
  private var bytes: [UInt8] = []

  init(_ parameters: [Parameter]) throws(PostgresError) {
    for parameter in parameters { try append(parameter) }
  }

  private mutating func append(_ parameter: Parameter) throws(PostgresError) {
    switch parameter {
    case .null: add(type: 0, binary: false, nil)
    case .text(let text):
      // In text format a value ends at its first NUL; better the server's own complaint than a cut value.
      if text.utf8.contains(0) {
        throw PostgresError(sqlState: "22021", message: "a text parameter contains a NUL character")
      }
      add(type: 0, binary: false, Array(text.utf8))
    case .int(let value): add(type: 0, binary: false, Array(String(value).utf8))
    case .double(let value): add(type: 0, binary: false, Array(value.description.utf8))
    case .bool(let value): add(type: 0, binary: false, [value ? 0x74 : 0x66])
    case .timestamp(let value):
      let column = ColumnBuffer(type: .timestamp)
      try column.append(timestamp: value.microseconds)
      addElement(column)
    case .bytes(let value):
      add(type: ColumnType.bytes.oid, binary: true, value)
    case .texts(let values):
      let column = ColumnBuffer(type: .text)
      for value in values { try column.append(text: value) }
      addArray(column, count: values.count)
    case .ints(let values):
      let column = ColumnBuffer(type: .int8)
      for value in values { try column.append(int: value) }
      addArray(column, count: values.count)
    }
  }

  private mutating func add(type: UInt32, binary: Bool, _ value: [UInt8]?) {
    types.append(type)
    formats.append(binary ? 1 : 0)
    lengths.append(CInt(clamping: value?.count ?? 0))
    offsets.append(value == nil ? nil : bytes.count)
    if let value { bytes += value + [0] }
  }

  private mutating func addElement(_ column: ColumnBuffer) {
    add(type: column.type.oid, binary: true, Array(column.elements.dropFirst(4)))
  }

  private mutating func addArray(_ column: ColumnBuffer, count: Int) {
    add(type: column.type.arrayOID, binary: true, Array(column.array(count: count, upTo: column.end)))
  }

  /// Calls the body with pointers to the values, valid inside it only.
  func withPointers<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T) -> T {
    bytes.withUnsafeBytes { raw in
      let base = raw.bindMemory(to: CChar.self).baseAddress
      let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
