import Testing

@testable import Postgres

struct ErrorTests {
  @Test(arguments: [
    ("08006", ErrorHandling.waitAndRetry), ("40001", .waitAndRetry), ("40P01", .waitAndRetry),
    ("53300", .waitAndRetry), ("55P03", .waitAndRetry), ("57P01", .waitAndRetry), ("25006", .waitAndRetry),
    ("25P03", .waitAndRetry), ("57014", .retryWithHalf), ("22P02", .recordFault), ("23505", .recordFault),
    ("54000", .recordFault), ("42P01", .stop), ("25P02", .stop), ("28P01", .stop), ("3D000", .stop),
    ("0A000", .stop), ("XX000", .stop), ("", .stop),
  ])
  func theStateDecidesWhatToDo(state: String, handling: ErrorHandling) {
    #expect(PostgresError(sqlState: state, message: "").handling == handling)
  }

  @Test func theStateIsReadFromAFailedConnection() {
    let refused = PostgresError(
      connectionMessage: """
        connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password authentication failed for user "x"
        LOCATION:  auth_failed, auth.c:326

        """)
    #expect(refused.sqlState == "28P01")
    #expect(refused.message == #"password authentication failed for user "x""#)
    #expect(refused.handling == .stop)
    let down = PostgresError(
      connectionMessage: """
        connection to server at "127.0.0.1", port 1 failed: Connection refused
        \tIs the server running on that host and accepting TCP/IP connections?

        """)
    #expect(down.sqlState == "08001")
    #expect(
      down.message.hasPrefix("connection to server at \"127.0.0.1\", port 1 failed: Connection refused Is"))
    #expect(PostgresError(connectionMessage: "").message == "no connection")
  }

  @Test func descriptionsTellWhereAndWhatToDo() {
    let error = PostgresError(
      sqlState: "42P01", message: "relation \"xgoals\" does not exist", detail: "a detail", table: "xgoals",
      column: "id", constraint: "pk", statement: "SELECT 1")
    #expect(
      error.description
        == "PostgreSQL 42P01: relation \"xgoals\" does not exist (a detail) "
        + "[table xgoals, column id, constraint pk] in: SELECT 1. "
        + "The schema is missing or older than this program: run `touchline migrate`.")
  }

  @Test func namesAreQuotedSafely() {
    #expect(SQL.identifier("a\"; DROP TABLE b") == "\"a\"\"; DROP TABLE b\"")
    #expect(SQL.qualified("s", "T x") == "\"s\".\"T x\"")
    #expect(SQL.label("SELECT\n   1,\t2 ") == "SELECT 1, 2")
    #expect(SQL.label(String(repeating: "x", count: 500)).utf8.count < 110)
  }

  @Test func aDurationNeverBecomesNoTimeoutAtAll() {
    #expect(Duration.zero.milliseconds == 1)
    #expect(Duration.seconds(-5).milliseconds == 1)
    #expect(Duration.milliseconds(1500).milliseconds == 1500)
    #expect(Duration.seconds(Int64.max / 2).milliseconds == Int64(Int32.max))
  }
}
