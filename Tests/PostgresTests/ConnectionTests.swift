import Postgres
import Testing

@Suite(TestDatabase.isThere)
struct ConnectionTests {
  @Test func parametersAndTypesComeBackAsTheyWent() async throws {
    try await TestDatabase.run { connection in
      let moment = Timestamp(microseconds: 1_714_566_896_123_456)
      let row = try connection.query(
        """
        SELECT $1::text AS t, $2::int8 AS i, $3::float8 AS d, $4::bool AS b, $5::timestamptz AS m,
          $6::text AS n, octet_length($7::bytea) AS o, $8::text[] AS ts, $9::int8[] AS "Is"
        """,
        [
          "Grüße, 'q'", .int(.min), 0.1, true, .timestamp(moment), nil, .bytes([0, 1, 255]),
          .texts(["a", "", "b,c"]), .ints([1, -2]),
        ])[0]
      #expect(try row.decode("t") == "Grüße, 'q'")
      #expect(try row.decode("i") == Int64.min)
      #expect(try row.decode("d") == 0.1)
      #expect(try row.decode("b") == true)
      #expect(try row.decode("m") == moment)
      #expect(try row.decode("n", as: String?.self) == nil)
      #expect(try row.decode("o") == 3)
      #expect(try row.decode("ts") == #"{a,"","b,c"}"#)
      #expect(try row.decode("Is") == "{1,-2}")
      #expect(throws: PostgresError.self) { try row.decode("n", as: String.self) }
      #expect(throws: PostgresError.self) { try row.decode("t", as: Int.self) }
      #expect(throws: PostgresError.self) { try row.decode("absent", as: Int.self) }
    }
  }

  @Test func timestampsOfAllYearsAreRead() async throws {
    try await TestDatabase.run { connection in
      let rows = try connection.query(
        """
        SELECT moment, (extract(epoch FROM moment) * 1000000)::int8 FROM (
          SELECT timestamptz '1970-01-01 00:00:00.5+00' + n * interval '61 days 7 hours 3 seconds 1 microsecond'
          FROM generate_series(-3000, 60000) n) AS given (moment)
        """)
      #expect(rows.count == 63_001)
      for row in rows {
        let micros: Int64 = try row.decode(1)
        guard try row.decode(0, as: Timestamp.self).microseconds == micros else {
          Issue.record("\(try row.decode(0, as: String.self)) was misread")
          return
        }
      }
    }
  }

  @Test func searchPathIsTheSchemaWhateverItsName() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE here (n int4); INSERT INTO here VALUES (1), (2)")
      #expect(try connection.query("SELECT current_schema()")[0].decode(0) == connection.schema)
      #expect(try connection.execute("UPDATE here SET n = n + 1") == 2)
    }
  }

  @Test func errorsSayWhereAndWhatToDo() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE t (n int4 CONSTRAINT positive CHECK (n > 0), m int4 NOT NULL)")
      let check = try postgresError { try connection.execute("INSERT INTO t VALUES (-1, 1)") }
      #expect(check.sqlState == "23514")
      #expect(check.constraint == "positive")
      #expect(check.table == "t")
      #expect(check.handling == .recordFault)
      let null = try postgresError { try connection.execute("INSERT INTO t VALUES (1, NULL)") }
      #expect(null.column == "m")
      let missing = try postgresError { try connection.execute("SELECT * FROM absent") }
      #expect(missing.handling == .stop)
      #expect(missing.description.contains("touchline migrate"))
      #expect(missing.statement == "SELECT * FROM absent")
      #expect(connection.isHealthy)
    }
  }

  @Test func aTransactionIsAllOrNothing() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE t (n int4 PRIMARY KEY)")
      let thrown = PostgresError(sqlState: "00000", message: "by the body")
      let seen = try postgresError {
        try connection.transaction {
          try connection.execute("INSERT INTO t VALUES (1)")
          throw thrown
        }
      }
      #expect(seen == thrown)
      #expect(!connection.isInTransaction)
      try connection.transaction {
        try connection.execute("INSERT INTO t VALUES (2)")
        let refused = try postgresError {
          try connection.savepoint { try connection.execute("INSERT INTO t VALUES (3), (2)") }
        }
        #expect(refused.sqlState == "23505")
        try connection.savepoint { try connection.execute("INSERT INTO t VALUES (4)") }
      }
      let swallowed = try postgresError {
        try connection.transaction { _ = try? connection.execute("INSERT INTO t VALUES (2)") }
      }
      #expect(swallowed.sqlState == "25P02")
      let rows = try connection.query("SELECT n FROM t ORDER BY n")
      #expect(try rows.map { try $0.decode(0, as: Int.self) } == [2, 4])
    }
  }

  @Test func streamingReadsEveryRowOnceInOneSnapshot() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE t AS SELECT n FROM generate_series(1, 5000) n")
      let other = try Connection(connection.options)
      var seen: [Int] = []
      try connection.transaction(.snapshot) {
        let total = try connection.forEachRow("SELECT n FROM t WHERE n > $1 ORDER BY n", [10], fetchSize: 499)
        { row in
          seen.append(try row.decode(0))
          if seen.count == 1 { try other.execute("DELETE FROM t") }
        }
        #expect(total == 4990)
      }
      #expect(seen == Array(11...5000))
      let refused = try postgresError {
        try connection.transaction(.snapshot) { try connection.execute("INSERT INTO t VALUES (1)") }
      }
      #expect(refused.sqlState == "25006")
    }
  }
}
