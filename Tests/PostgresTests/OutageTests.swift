import Foundation
import Postgres
import Testing

struct UnreachableTests {
  @Test func aServerThatNeverAnswersCostsTheConnectTimeout() async throws {
    try await onThread {
      // The kernel accepts, nobody ever answers.
      let server = try LocalSocket(listening: true)
      var options = ConnectionOptions(url: "postgresql://u:secret@127.0.0.1:\(server.port)/d", schema: "s")
      options.connectTimeout = .milliseconds(200)
      let error = try postgresError { try Connection(options) }
      #expect(error.sqlState == "08001")
      #expect(error.handling == .waitAndRetry)
      #expect(!error.description.contains("secret"))
      withExtendedLifetime(server) {}
    }
  }

  @Test func nobodyListeningIsWorthARetryAndABadAddressIsNot() async throws {
    try await onThread {
      // Bound, so that nobody else gets the port, but not listening.
      let taken = try LocalSocket(listening: false)
      let port = taken.port
      let down = try postgresError {
        try Connection(ConnectionOptions(url: "postgresql://u@127.0.0.1:\(port)/d", schema: "s"))
      }
      #expect(down.handling == .waitAndRetry)
      for url in ["postgresql://u@[::1/d", "host=h unknown_key=1", "postgresql://h:port/"] {
        let error = try postgresError { try Connection(ConnectionOptions(url: url, schema: "s")) }
        #expect(error.handling == .stop, "\(url): \(error)")
      }
    }
  }
}

@Suite(TestDatabase.isThere)
struct OutageTests {
  @Test func aDatabaseThatIsNotThereStopsAtOnce() async throws {
    let url = try #require(TestDatabase.url)
    try await onThread {
      let error = try postgresError {
        try Connection(ConnectionOptions(url: url + "?dbname=absent%20database", schema: "s"))
      }
      #expect(error.sqlState == "3D000")
      #expect(error.message == "database \"absent database\" does not exist")
    }
  }

  @Test func aStatementEndsByTheServersTimeout() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE t (n int4)")
      let slow = try postgresError {
        try connection.withStatementTimeout(.milliseconds(50)) { try connection.query("SELECT pg_sleep(60)") }
      }
      #expect(slow.sqlState == "57014")
      #expect(connection.isHealthy)
      #expect(try connection.query("SHOW statement_timeout")[0].decode(0) == "30s")
      let inside = try postgresError {
        try connection.withStatementTimeout(.milliseconds(50)) {
          try connection.transaction { try connection.query("SELECT pg_sleep(60)") }
        }
      }
      #expect(inside.sqlState == "57014")
      #expect(try connection.query("SHOW statement_timeout")[0].decode(0) == "30s")
    }
  }

  @Test func aServerThatHangsCostsTheDeadlineAndTheConnection() async throws {
    try await TestDatabase.run { connection in
      var options = connection.options
      options.statementTimeout = .milliseconds(100)
      options.graceOverStatementTimeout = .milliseconds(100)
      let hanging = try Connection(options)
      // Behind the client's back, so that only the client's own deadline is left.
      try hanging.execute("SET statement_timeout = 0")
      #expect(try postgresError { try hanging.query("SELECT pg_sleep(60)") }.sqlState == "08006")
      #expect(!hanging.isHealthy)
      #expect(try postgresError { try hanging.query("SELECT 1") }.handling == .waitAndRetry)
      try hanging.reconnect(until: .now + .seconds(20))
      #expect(try hanging.query("SHOW statement_timeout")[0].decode(0) == "100ms")
    }
  }

  @Test func aLostConnectionIsNoticedAndMadeAgain() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE t (n int4 PRIMARY KEY)")
      let batch = RowBatch(columns: [BatchColumn("n", .int4)])
      for number in 0..<10 {
        try batch.set(0, int: Int64(number))
        try batch.finishRow()
      }
      let killer = try Connection(connection.options)
      let lost = try postgresError {
        try connection.transaction {
          try connection.insertUnnest(batch.all, into: "t")
          try killer.execute("SELECT pg_terminate_backend($1, 5000)", [.int(Int64(connection.serverProcess))])
          try connection.insertUnnest(batch.all, into: "t")
        }
      }
      #expect(lost.isConnectionLost && lost.handling == .waitAndRetry, "\(lost)")
      #expect(!connection.isHealthy && !connection.isInTransaction)
      try connection.reconnect(until: .now + .seconds(20))
      #expect(connection.isHealthy)
      #expect(try connection.insertUnnest(batch.all, into: "t") == 10)
      try killer.execute("SELECT pg_terminate_backend($1, 5000)", [.int(Int64(connection.serverProcess))])
      // Idle, it is noticed without a question to the server.
      #expect(!connection.isHealthy)
    }
  }

  @Test func reconnectingEndsWhenCancelledOrLate() async throws {
    try await TestDatabase.run { connection in
      let server = try LocalSocket(listening: true)
      var options = connection.options
      options.connectTimeout = .milliseconds(50)
      let probe = try Connection(connection.options)
      probe.close()
      #expect(!probe.isHealthy)
      options.url = "postgresql://u@127.0.0.1:\(server.port)/d"
      let broken = try? Connection(options)
      #expect(broken == nil)
      var asked = 0
      try probe.reconnect {
        asked += 1
        return false
      }
      #expect(probe.isHealthy && asked > 0)
      #expect(try postgresError { try probe.reconnect { true } }.handling == .waitAndRetry)
      #expect(try postgresError { try probe.reconnect(until: .now) }.handling == .waitAndRetry)
    }
  }

  @Test func aStatementIsCancelledFromAnotherThread() async throws {
    try await TestDatabase.run { connection in
      let canceller = connection.canceller
      let watcher = try Connection(connection.options)
      let process = Int64(connection.serverProcess)
      let cancelled = DispatchSemaphore(value: 0)
      Thread {
        // Cancels again until it has taken effect: the first one may come before the statement.
        while cancelled.wait(timeout: .now() + .milliseconds(20)) == .timedOut { canceller.cancel() }
        cancelled.signal()
      }.start()
      let error = try postgresError { try connection.query("SELECT pg_sleep(25)") }
      cancelled.signal()
      #expect(error.sqlState == "57014")
      #expect(
        try watcher.query("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", [.int(process)])[0].decode(
          0) == 1)
      connection.close()
      #expect(!canceller.cancel())
    }
  }

  @Test func aNetworkThatSwallowsEverythingCostsTheDeadline() async throws {
    try await TestDatabase.run { connection in
      let address = try connection.query("SELECT host(inet_server_addr()) = '127.0.0.1', inet_server_port()")[
        0]
      guard try address.decode(0, as: Bool?.self) == true else { return }
      let relay = try Relay(to: UInt16(address.decode(1, as: Int32.self)))
      defer { relay.end() }
      try connection.execute("CREATE TABLE t (body text)")
      let batch = RowBatch(columns: [BatchColumn("body", .text)])
      // More than the sockets on the way can hold.
      let body = String(repeating: "x", count: 1 << 20)
      for _ in 0..<64 {
        try batch.set(0, text: body)
        try batch.finishRow()
      }
      var options = connection.options
      options.url += (options.url.contains("?") ? "&" : "?") + "host=127.0.0.1&port=\(relay.port)"
      options.statementTimeout = .milliseconds(300)
      options.graceOverStatementTimeout = .milliseconds(200)
      let unnest = try Connection(options)
      let copy = try Connection(options)
      let idle = try Connection(options)
      try unnest.insertUnnest(batch[0..<1], into: "t")
      try copy.copyIn(batch[0..<1], into: "t")
      relay.swallow()
      #expect(try postgresError { try unnest.insertUnnest(batch.all, into: "t") }.sqlState == "08006")
      #expect(try postgresError { try copy.copyIn(batch.all, into: "t") }.sqlState == "08006")
      #expect(try postgresError { try idle.transaction {} }.sqlState == "08006")
      // The kernel still accepts for the relay, which does not answer.
      #expect(try postgresError { try idle.reconnect(until: .now + .seconds(1)) }.handling == .waitAndRetry)
      #expect(try connection.query("SELECT count(*) FROM t")[0].decode(0) == 2)
    }
  }

  @Test func aLockInTheWayIsWorthARetry() async throws {
    try await TestDatabase.run { connection in
      try connection.execute("CREATE TABLE t (n int4)")
      var options = connection.options
      options.lockTimeout = .milliseconds(50)
      let other = try Connection(options)
      try connection.transaction {
        try connection.execute("LOCK TABLE t")
        let locked = try postgresError { try other.execute("INSERT INTO t VALUES (1)") }
        #expect(locked.sqlState == "55P03")
        #expect(locked.handling == .waitAndRetry)
      }
    }
  }
}
