import Postgres
import Testing

@Suite(TestDatabase.isThere)
struct InsertTests {
  private static func makeTable(_ connection: Connection) throws -> RowBatch {
    try connection.execute(
      """
      CREATE TABLE facts (match_id text, id text, revision int8, score float8 CHECK (score < 100), seen timestamptz,
        goal bool, raw bytea, extra jsonb, record text, small int2, ratio float4, PRIMARY KEY (match_id, id, revision))
      """)
    return RowBatch(columns: [
      BatchColumn("match_id", .text), BatchColumn("id", .text), BatchColumn("revision", .int8),
      BatchColumn("score", .float8), BatchColumn("seen", .timestamp), BatchColumn("goal", .bool),
      BatchColumn("raw", .bytes), BatchColumn("extra", .jsonb), BatchColumn("record", .text),
      BatchColumn("small", .int2), BatchColumn("ratio", .float4),
    ])
  }

  private static func add(_ number: Int, to batch: RowBatch, score: Double = 0.1, record: String? = nil)
    throws
  {
    try batch.set(0, text: "m")
    try batch.set(1, text: "f\(number)")
    try batch.set(2, int: Int64(number))
    try batch.set(3, double: score)
    try batch.set(4, timestamp: 1_714_566_896_123_456)
    if number % 2 == 0 { try batch.set(5, bool: true) }
    try [UInt8]([0, 1]).withUnsafeBytes { try batch.set(6, bytes: $0) }
    try batch.set(7, text: #"{"a": [1]}"#)
    try batch.set(8, text: record ?? "record é \(number)")
    try batch.set(9, int: -7)
    try batch.set(10, double: 0.25)
    try batch.finishRow()
  }

  /// Every value of every row as text.
  private static func contents(_ connection: Connection) throws -> [String] {
    try connection.query("SELECT facts::text FROM facts ORDER BY revision").map { try $0.decode(0) }
  }

  @Test func unnestAndCopyStoreTheSame() async throws {
    try await TestDatabase.run { connection in
      let batch = try Self.makeTable(connection)
      for number in 0..<1500 { try Self.add(number, to: batch) }
      #expect(try connection.insertUnnest(batch.all, into: "facts") == 1500)
      let byUnnest = try Self.contents(connection)
      try connection.execute("TRUNCATE facts")
      #expect(try connection.copyIn(batch[0..<700], into: "facts") == 700)
      #expect(try connection.copyIn(batch[700..<1500], into: "facts") == 800)
      #expect(try Self.contents(connection) == byUnnest)
      #expect(
        byUnnest[3]
          == #"(m,f3,3,0.1,"2024-05-01 12:34:56.123456+00",,"\\x0001","{""a"": [1]}","record é 3",-7,0.25)"#)
    }
  }

  @Test func repeatedRowsAreLeftOutByUnnestAndRefusedByCopy() async throws {
    try await TestDatabase.run { connection in
      let batch = try Self.makeTable(connection)
      for number in [0, 1, 2, 1] { try Self.add(number, to: batch) }
      #expect(try connection.insertUnnest(batch[0..<2], into: "facts") == 2)
      try connection.transaction {
        let refused = try postgresError {
          try connection.savepoint { try connection.copyIn(batch.all, into: "facts") }
        }
        #expect(refused.sqlState == "23505")
        #expect(try connection.insertUnnest(batch.all, into: "facts") == 1)
      }
      #expect(try Self.contents(connection).count == 3)
      batch.removeAll()
      #expect(try connection.insertUnnest(batch.all, into: "facts") == 0)
      #expect(try connection.copyIn(batch.all, into: "facts") == 0)
    }
  }

  @Test func aRepeatWithOtherContentIsFound() async throws {
    try await TestDatabase.run { connection in
      let batch = try Self.makeTable(connection)
      for number in 0..<5 { try Self.add(number, to: batch) }
      try connection.insertUnnest(batch.all, into: "facts")
      batch.removeAll()
      try Self.add(3, to: batch)
      try Self.add(9, to: batch, record: "not stored")
      try Self.add(4, to: batch, record: "other")
      try Self.add(1, to: batch, record: "other too")
      let key = ["match_id", "id", "revision"]
      #expect(try connection.differingRows(batch.all, in: "facts", key: key, comparing: "record") == [2, 3])
      #expect(try connection.differingRows(batch[3..<4], in: "facts", key: key, comparing: "record") == [3])
    }
  }

  @Test func badRowsAreFoundAndTheOthersStored() async throws {
    try await TestDatabase.run { connection in
      let batch = try Self.makeTable(connection)
      let bad: [Int: String] = [0: "23514", 417: "22021", 418: "23514", 998: "22021", 999: "23514"]
      for number in 0..<1000 {
        let state = bad[number]
        try Self.add(
          number, to: batch, score: state == "23514" ? 100 : 1, record: state == "22021" ? "a\u{0}" : nil)
      }
      var refused: [Int: String] = [:]
      var order: [Int] = []
      let inserted = try connection.transaction {
        try connection.insertBisecting(batch.all, into: "facts") { row, error in
          refused[row] = error.sqlState
          order.append(row)
        }
      }
      #expect(refused == bad)
      #expect(order == order.sorted())
      #expect(inserted == 995)
      let stored = try connection.query("SELECT revision FROM facts").map { try $0.decode(0, as: Int.self) }
      #expect(Set(stored) == Set(0..<1000).subtracting(bad.keys))
    }
  }

  @Test func whatIsNotTheRecordsFaultIsThrown() async throws {
    try await TestDatabase.run { connection in
      let batch = try Self.makeTable(connection)
      for number in 0..<10 { try Self.add(number, to: batch) }
      var refused = 0
      let missing = try postgresError {
        try connection.transaction {
          try connection.insertBisecting(batch.all, into: "absent") { _, _ in refused += 1 }
        }
      }
      #expect(missing.sqlState == "42P01")
      #expect(refused == 0)
      #expect(try postgresError { try connection.copyIn(batch.all, into: "absent") }.sqlState == "42P01")
      #expect(try connection.query("SELECT 1")[0].decode(0) == 1)
      let outside = try postgresError { try connection.insertBisecting(batch.all, into: "facts") { _, _ in } }
      #expect(outside.handling == .stop)
    }
  }

  @Test func tablesDescribeThemselves() async throws {
    try await TestDatabase.run { connection in
      _ = try Self.makeTable(connection)
      try connection.execute(
        """
        CREATE DOMAIN goals AS int4; ALTER TABLE facts DROP COLUMN raw, ADD COLUMN stored_at timestamptz DEFAULT now(),
          ADD COLUMN goals goals, ADD COLUMN odd interval, ADD COLUMN twice float8 GENERATED ALWAYS AS (score * 2) STORED
        """)
      let table = try connection.describe(table: "facts")
      #expect(table.primaryKey == ["match_id", "id", "revision"])
      #expect(table.columns.map(\.name).prefix(3) == ["match_id", "id", "revision"])
      #expect(table.column("raw") == nil)
      #expect(table.column("id")?.notNull == true)
      #expect(table.column("seen")?.type == .timestamp)
      #expect(table.column("seen")?.sqlType == "timestamp with time zone")
      #expect(table.column("stored_at")?.hasDefault == true)
      #expect(table.column("goals")?.type == .int4)
      #expect(table.column("odd").map { $0.type == nil } == true)
      #expect(table.column("twice")?.isGenerated == true)
      #expect(try postgresError { try connection.describe(table: "absent") }.sqlState == "42P01")
    }
  }
}
