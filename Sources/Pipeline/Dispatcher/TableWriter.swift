import Football
import Formats
import Kafka
import Postgres

/// What a feed record may leave to its match: a row has it all the same.
struct MatchContext {
  var season: String?
  /// Of a moment of the match, which names itself.
  var id: String?
}

/// Turns JSON records into rows of one table: fields go to the columns of the same name, and the pipeline's own
/// columns are filled from where the record stood.
final class TableWriter {
  let table: String
  let key: [String]
  let rows: RowBatch
  /// Which item of the batch a row belongs to.
  private(set) var owners: [Int] = []
  private var columns: [UInt64: Int] = [:]
  private let required: [Int]
  private var filled: [Bool]
  private let own: OwnColumns

  /// Columns that do not come from a field of the same name.
  private struct OwnColumns {
    var topic, partition, offset, ingestedAt, season, eventTime, record, withdrawn, id, revision,
      triggerMatch: Int?
  }

  init(_ description: TableDescription, capacity: Int) throws(PipelineError) {
    table = description.name
    key = description.primaryKey
    var batchColumns: [BatchColumn] = []
    var required: [Int] = []
    for column in description.columns where !column.isGenerated {
      guard let type = column.type else {
        throw PipelineError(
          "table \(table): a column of type \(column.sqlType) (\(column.name)) cannot be written")
      }
      if column.notNull { required.append(batchColumns.count) }
      batchColumns.append(BatchColumn(column.name, type))
    }
    rows = RowBatch(columns: batchColumns, capacity: capacity)
    self.required = required
    filled = Array(repeating: false, count: batchColumns.count)
    var own = OwnColumns()
    for (index, column) in batchColumns.enumerated() {
      switch column.name {
      case "topic": own.topic = index
      case "partition": own.partition = index
      case "kafka_offset": own.offset = index
      case "ingested_at": own.ingestedAt = index
      case "event_time": own.eventTime = index
      case "record": own.record = index
      case "trigger_match_id": own.triggerMatch = index
      default:
        if column.name == "season" { own.season = index }
        if column.name == "withdrawn" { own.withdrawn = index }
        if column.name == "id" { own.id = index }
        if column.name == "revision" { own.revision = index }
        columns[Self.hash(column.name)] = index
      }
    }
    self.own = own
  }

  var isEmpty: Bool { rows.isEmpty }

  func removeAll() {
    rows.removeAll()
    owners.removeAll(keepingCapacity: true)
  }

  /// Adds a row, or says why it cannot be one.
  /// - Parameters:
  ///   - context: the record that holds `node`, whose fields it shares; nil if `node` is the record.
  ///   - match: what the record may leave out.
  func append(
    _ node: JSONNode, context: JSONNode?, record: UnsafeRawBufferPointer, owner: Int,
    item: RecordBatch.Item, match: MatchContext = MatchContext()
  ) throws(RecordError) {
    for index in filled.indices { filled[index] = false }
    do throws(RecordError) {
      if let context { try fill(from: context) }
      try fill(from: node)
      try fillOwn(record, item, match)
      for column in required where !filled[column] {
        throw RecordError(field: rows.columns[column].name, "missing")
      }
    } catch {
      rows.discardRow()
      throw error
    }
    do { try rows.finishRow() } catch { throw RecordError("\(error.message)") }
    owners.append(owner)
  }

  private func fill(from node: JSONNode) throws(RecordError) {
    var failure: RecordError?
    node.forEachField { name, value in
      guard failure == nil else { return }
      let hash = name.withUTF8 { Self.hash(UnsafeRawBufferPointer($0)) }
      if let column = columns[hash] {
        failure = put(value, column)
      } else if let column = own.triggerMatch, name == "trigger", let match = value["match_id"] {
        failure = put(match, column)
      } else if let column = own.eventTime, name == "event_time" || (!filled[column] && name == "time") {
        failure = putTime(value, column)
      }
    }
    if let failure { throw failure }
  }

  private func put(_ value: JSONNode, _ column: Int) -> RecordError? {
    do {
      switch value.kind {
      case .null: return nil
      case .string:
        if rows.columns[column].type == .timestamp { return putTime(value, column) }
        try value.withUTF8String { utf8 in
          if utf8.contains(0) { throw PostgresError(sqlState: "22021", message: "holds U+0000") }
          try rows.set(column, bytes: UnsafeRawBufferPointer(utf8))
        }
      case .integer:
        guard let number = value.int64 else { return error(column, "a whole number beyond 64 bits") }
        try rows.set(column, int: number)
      case .number: try rows.set(column, double: value.double ?? 0)
      case .bool: try rows.set(column, bool: value.bool ?? false)
      case .object, .array:
        try value.rawJSON.withUnsafeBytes { try rows.set(column, bytes: $0) }
      }
      filled[column] = true
      return nil
    } catch let failure as PostgresError {
      return error(column, failure.message)
    } catch {
      return self.error(column, "\(error)")
    }
  }

  private func putTime(_ value: JSONNode, _ column: Int) -> RecordError? {
    if value.isNull { return nil }
    guard let time = value.string.flatMap({ Formats.Timestamp($0) }) else {
      return error(column, "no time like 2022-10-15T11:01:28.310Z")
    }
    do {
      try rows.set(column, timestamp: time.microseconds)
      filled[column] = true
      return nil
    } catch { return self.error(column, error.message) }
  }

  private func fillOwn(
    _ record: UnsafeRawBufferPointer, _ item: RecordBatch.Item, _ match: MatchContext
  ) throws(RecordError) {
    do throws(PostgresError) {
      if let column = own.topic { try set(column, text: item.partition.topic) }
      if let column = own.partition { try set(column, int: Int64(item.partition.partition)) }
      if let column = own.offset { try set(column, int: item.offset) }
      if let column = own.ingestedAt {
        try rows.set(column, timestamp: item.ingestedAt)
        filled[column] = true
      }
      if let column = own.id, !filled[column], let id = match.id { try set(column, text: id) }
      if let column = own.season, !filled[column], let season = match.season { try set(column, text: season) }
      if let column = own.withdrawn, !filled[column] {
        try rows.set(column, bool: false)
        filled[column] = true
      }
      // A feed record without a revision is the first of its id.
      if let column = own.revision, !filled[column] { try set(column, int: 0) }
      if let column = own.record {
        try rows.set(column, bytes: record)
        filled[column] = true
      }
    } catch { throw RecordError(error.message) }
  }

  private func set(_ column: Int, text: String) throws(PostgresError) {
    try rows.set(column, text: text)
    filled[column] = true
  }

  private func set(_ column: Int, int: Int64) throws(PostgresError) {
    try rows.set(column, int: int)
    filled[column] = true
  }

  private func error(_ column: Int, _ reason: String) -> RecordError {
    RecordError(field: rows.columns[column].name, reason)
  }

  private static func hash(_ name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 { ContentHash.fnv1a64(bytes) }
}
