import CPQ

/// One connection to a PostgreSQL server, for use by one thread at a time (it is not Sendable: make
/// it on the thread that uses it). Every call ends at the latest when its deadline passes, also when
/// the server is hung or the network swallows everything; the connection is then lost, and
/// ``reconnect(until:isCancelled:)`` makes a new one. Only the look-up of a host name is left to the
/// resolver's own timeouts.
public final class Connection {
  public let options: ConnectionOptions
  /// The schema that unqualified names belong to.
  public var schema: String { options.schema }

  var handle: OpaquePointer?
  /// Names of the statements prepared on this connection, by their text.
  var prepared: [String: String] = [:]
  var preparedSoFar = 0
  var cursorsSoFar = 0
  /// How long the server may take; changed by ``withStatementTimeout(_:_:)``.
  var statementTimeout: Duration
  private let cancelState = CancelState()

  /// Connects, or throws what is in the way.
  public init(_ options: ConnectionOptions) throws(PostgresError) {
    self.options = options
    statementTimeout = options.statementTimeout
    try connect(Deadline(after: options.connectTimeout))
  }

  deinit { close() }

  /// Ends the connection; an open transaction is rolled back by the server.
  public func close() {
    cancelState.set(nil)
    if let handle { PQfinish(handle) }
    handle = nil
    prepared.removeAll()
    statementTimeout = options.statementTimeout
  }

  /// False once the connection is known to be lost. Looks at the socket, asks the server nothing.
  public var isHealthy: Bool {
    guard let handle, PQstatus(handle) == CONNECTION_OK else { return false }
    // A server that ends the connection says why first; the end comes with a later read.
    for _ in 0..<4 where Deadline.isReadable(PQsocket(handle)) {
      guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { return false }
      _ = PQisBusy(handle)  // parses what was read
    }
    return PQstatus(handle) == CONNECTION_OK
  }

  /// True between BEGIN and COMMIT or ROLLBACK, also of a failed transaction.
  public var isInTransaction: Bool {
    guard let handle else { return false }
    let status = PQtransactionStatus(handle)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// Ends the running statement from another thread.
  public var canceller: Canceller { Canceller(state: cancelState) }

  /// The server's process id for this connection, as in `pg_stat_activity`.
  public var serverProcess: Int32 { handle.map { PQbackendPID($0) } ?? 0 }

  var callDeadline: Deadline { Deadline(after: statementTimeout + options.graceOverStatementTimeout) }

  func live(_ statement: String? = nil) throws(PostgresError) -> OpaquePointer {
    guard let handle, PQstatus(handle) == CONNECTION_OK else {
      throw .connection("the connection is lost", statement: statement)
    }
    return handle
  }

  /// Gives the connection up after an answer that did not come or cannot be made sense of.
  func abandon(_ message: String, statement: String?) -> PostgresError {
    close()
    return .connection(message, statement: statement)
  }

  func connect(_ deadline: Deadline) throws(PostgresError) {
    close()
    handle = try startConnection(options, deadline)
    guard let handle else { return }
    cancelState.set(CancelHandle(handle))
    let settings = options.settings
    let calls = settings.indices.map { "set_config($\($0 * 2 + 1), $\($0 * 2 + 2), false)" }
    let parameters = settings.flatMap { [Parameter.text($0.0), .text($0.1)] }
    do {
      _ = try query("SELECT " + calls.joined(separator: ", "), parameters, deadline: deadline)
    } catch {
      close()
      throw error
    }
  }
}
