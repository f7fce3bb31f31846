import Postgres
import Testing

struct MigrationTests {
  @Test func fileNamesGiveNumberAndName() throws {
    let migration = try Migration(fileName: "012_more_facts.sql", sql: "SELECT 1")
    #expect(migration.number == 12)
    #expect(migration.name == "more_facts")
    for name in ["more.sql", "_x.sql", "0_x.sql", "1_x.txt", "1_.sql", "-1_x.sql", "1x.sql"] {
      #expect(throws: MigrationError.badFileName(name)) { try Migration(fileName: name, sql: "") }
    }
  }

  @Test func aNumberIsGivenOnce() throws {
    let twice = [Migration(number: 2, name: "a", sql: ""), Migration(number: 2, name: "b", sql: "")]
    #expect(throws: MigrationError.duplicateNumber(2)) { try Migrator(twice) }
    let sorted = try Migrator([Migration(number: 3, name: "a", sql: ""), twice[0]])
    #expect(sorted.migrations.map(\.number) == [2, 3])
  }
}

@Suite(TestDatabase.isThere)
struct MigratorTests {
  private static let first = Migration(
    number: 1, name: "a", sql: "CREATE TABLE a (n int4); INSERT INTO a VALUES (1)")
  private static let second = Migration(
    number: 2, name: "b", sql: "ALTER TABLE a ADD COLUMN m int4; -- and so on")
  private static let third = Migration(number: 3, name: "c", sql: "CREATE VIEW c AS SELECT * FROM a")

  /// The refusal that the body throws.
  private static func refusal<T>(_ body: () throws -> T) throws -> MigrationError? {
    do {
      _ = try body()
    } catch let error as MigrationError {
      return error
    }
    return nil
  }

  @Test func pendingOnesAreAppliedOnceInOrder() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("DROP SCHEMA \(SQL.identifier(connection.schema))")
      let two = try Migrator([Self.second, Self.first])
      #expect(try two.check(connection) == [Self.first, Self.second])
      #expect(try two.apply(connection) == [Self.first, Self.second])
      #expect(try two.check(connection) == [])
      #expect(try two.apply(connection) == [])
      let three = try Migrator([Self.first, Self.second, Self.third])
      #expect(try three.check(connection) == [Self.third])
      #expect(try three.apply(connection) == [Self.third])
      #expect(try connection.query("SELECT n, m FROM c").count == 1)
      #expect(
        try connection.query("SELECT name FROM schema_migrations WHERE length(checksum) = 64").count == 3)
    }
  }

  @Test func aDatabaseThatDoesNotFitIsLeftAlone() async throws {
    try await TestDatabase.run { connection in
      try Migrator(
        [Self.first, Self.third].map {
          Migration(
            number: $0.number, name: $0.name,
            sql: Self.first.sql
              .replacing("TABLE a", with: "TABLE \($0.name)").replacing("INTO a", with: "INTO \($0.name)"))
        }
      ).apply(connection)
      let one = Migration(number: 1, name: "a", sql: Self.first.sql)
      let changed = try Self.refusal { try Migrator([one, Self.third]).apply(connection) }
      #expect(changed == .changed("3_c"))
      let newer = try Self.refusal { try Migrator([one]).apply(connection) }
      #expect(newer == .databaseNewer(number: 3, name: "c"))
      let sql = "CREATE TABLE c (n int4); INSERT INTO c VALUES (1)"
      let late = try Self.refusal {
        try Migrator([one, Self.second, Migration(number: 3, name: "c", sql: sql)]).apply(connection)
      }
      #expect(late == .outOfOrder("2_b", lastApplied: 3))
      #expect(try connection.query("SELECT * FROM schema_migrations").count == 2)
    }
  }

  @Test func aFailingOneLeavesNothingBehind() async throws {
    try await TestDatabase.run { connection in
      let bad = Migration(number: 2, name: "bad", sql: "CREATE TABLE half (n int4); SELECT * FROM absent")
      let error = try postgresError { try Migrator([Self.first, bad]).apply(connection) }
      #expect(error.sqlState == "42P01")
      #expect(
        try connection.query("SELECT to_regclass('half') IS NULL AND to_regclass('a') IS NOT NULL")[0].decode(
          0))
      let ends = Migration(number: 2, name: "ends", sql: "COMMIT")
      #expect(
        try Self.refusal { try Migrator([Self.first, ends]).apply(connection) } == .endsTransaction("2_ends"))
      // The lock is free again.
      #expect(try Migrator([Self.first, Self.second]).apply(connection) == [Self.second])
      #expect(try connection.query("SHOW statement_timeout")[0].decode(0) == "30s")
    }
  }

  @Test func severalAtOnceApplyEachOnce() async throws {
    let migrations = (1...20).map { Migration(number: $0, name: "n", sql: "CREATE TABLE t\($0) (n int4)") }
    let schema = TestDatabase.newSchema()
    let options = try TestDatabase.options(schema)
    let applied = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try await onThread { try Migrator(migrations).apply(Connection(options)).count } }
      }
      return try await group.reduce(0, +)
    }
    #expect(applied == 20)
    try await onThread {
      _ = try Connection(options).execute("DROP SCHEMA \(SQL.identifier(schema)) CASCADE")
    }
  }
}
