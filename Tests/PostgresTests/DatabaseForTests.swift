import Foundation
import Postgres
import Testing

/// The database that TOUCHLINE_TEST_DATABASE names; tests that need one are skipped without it.
enum TestDatabase {
  static let url = ProcessInfo.processInfo.environment["TOUCHLINE_TEST_DATABASE"]
  static let isThere = ConditionTrait.enabled(
    "needs a database: set TOUCHLINE_TEST_DATABASE to its URL", { url?.isEmpty == false })

  static func options(_ schema: String) throws -> ConnectionOptions {
    ConnectionOptions(url: try #require(url), schema: schema, applicationName: "touchline-tests")
  }

  /// A name that no other test has, and that must be quoted.
  static func newSchema() -> String { "test \"\(UUID().uuidString.prefix(13))" }

  /// Runs the body on a thread of its own, with a connection to a new schema that is dropped after.
  static func run(
    _ body: @escaping @Sendable (Connection) throws -> Void
  ) async throws {
    let schema = newSchema()
    let options = try options(schema)
    try await onThread {
      let connection = try Connection(options)
      defer {
        try? connection.reconnect(until: .now + .seconds(5))
        _ = try? connection.execute("DROP SCHEMA IF EXISTS \(SQL.identifier(schema)) CASCADE")
      }
      try connection.execute("CREATE SCHEMA \(SQL.identifier(schema))")
      try body(connection)
    }
  }
}

/// Blocking calls must not sit on the cooperative pool's few threads.
func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try body() }) }.start()
  }
}

/// The error that the body throws. (Not `#expect(throws:)`: of several closures in one test, some
/// nested in others, the compiler then calls the wrong one.)
func postgresError<T>(_ body: () throws -> T) throws -> PostgresError {
  do {
    _ = try body()
  } catch let error as PostgresError {
    return error
  }
  Issue.record("no error was thrown")
  return PostgresError(sqlState: "00000", message: "none")
}
