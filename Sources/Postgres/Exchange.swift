import CPQ

// Sending and receiving without blocking past a deadline (libpq in non-blocking mode, and poll).
extension Connection {
  /// Waits for the socket; throws away the connection when the deadline passes.
  private func wait(_ handle: OpaquePointer, forWriting: Bool, _ deadline: Deadline, _ statement: String?)
    throws(PostgresError)
  {
    switch deadline.wait(socket: PQsocket(handle), forReading: true, forWriting: forWriting) {
    case .ready: break
    case .expired: throw abandon("the server did not answer in time", statement: statement)
    case .cancelled: throw abandon("given up while waiting for the server", statement: statement)
    }
  }

  private func consume(_ handle: OpaquePointer, _ statement: String?) throws(PostgresError) {
    guard PQconsumeInput(handle) == 1 else { throw lost(handle, statement) }
  }

  func lost(_ handle: OpaquePointer, _ statement: String?) -> PostgresError {
    let text = PQerrorMessage(handle).map { SQL.label(String(cString: $0)) } ?? ""
    return abandon(text.isEmpty ? "connection lost" : text, statement: statement)
  }

  /// Pushes out everything queued, reading meanwhile: a server that cannot send does not receive.
  func flush(_ handle: OpaquePointer, _ deadline: Deadline, _ statement: String?) throws(PostgresError) {
    while true {
      let result = PQflush(handle)
      if result == 0 { return }
      // On -1 the server's reason may be waiting to be read; the next read tells, or fails too.
      if result < 0 { return }
      try wait(handle, forWriting: true, deadline, statement)
      try consume(handle, statement)
    }
  }

  /// The next result of what was sent, nil after the last.
  func nextResult(_ handle: OpaquePointer, _ deadline: Deadline, _ statement: String?) throws(PostgresError)
    -> OpaquePointer?
  {
    while PQisBusy(handle) == 1 {
      try wait(handle, forWriting: false, deadline, statement)
      try consume(handle, statement)
    }
    return PQgetResult(handle)
  }

  /// Sends with `send`, then reads all results and returns the last one; throws the first error.
  func exchange(_ statement: String, deadline: Deadline, _ send: (OpaquePointer) -> CInt)
    throws(PostgresError)
    -> QueryResult
  {
    let handle = try live(statement)
    guard send(handle) == 1 else {
      if PQstatus(handle) != CONNECTION_OK { throw lost(handle, statement) }
      throw .usage(PQerrorMessage(handle).map { SQL.label(String(cString: $0)) } ?? "cannot be sent")
    }
    try flush(handle, deadline, statement)
    var last: QueryResult?
    var failure: PostgresError?
    while let result = try nextResult(handle, deadline, statement) {
      let status = PQresultStatus(result)
      if status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH {
        PQclear(result)
        throw abandon("COPY is not a query: use copyIn", statement: statement)
      }
      if status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE {
        failure = failure ?? PostgresError(result: result, statement: statement)
        PQclear(result)
      } else {
        last = QueryResult(result)
      }
    }
    if let failure {
      if PQstatus(handle) != CONNECTION_OK || failure.isConnectionLost { close() }
      throw failure
    }
    guard let last else { throw lost(handle, statement) }
    return last
  }
}
