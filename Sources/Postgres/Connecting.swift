import CPQ

// libpq prints notices to standard error unless told otherwise.
private let ignoreNotice: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = { _, _ in }

/// Brings a connection up without ever blocking past the deadline.
func startConnection(_ options: ConnectionOptions, _ deadline: Deadline) throws(PostgresError)
  -> OpaquePointer
{
  let keywords = options.keywords
  let names = CStrings(keywords.map(\.0))
  let values = CStrings(keywords.map(\.1))
  // 1: the value of dbname is a connection URI.
  guard let handle = PQconnectStartParams(names.pointers, values.pointers, 1) else {
    throw PostgresError(sqlState: "53200", message: "no memory for a connection")
  }
  func failure(_ text: String? = nil) -> PostgresError {
    let message = text ?? PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    var error = PostgresError(connectionMessage: message)
    // A URL that libpq cannot take is no outage: waiting does not mend it.
    if error.sqlState == "08001", PQsocket(handle) < 0,
      error.message.hasPrefix("invalid ") || isMalformed(options.url)
    {
      error.sqlState = "28000"
      error.hint = "The database URL is like postgresql://user@host:5432/name"
    }
    PQfinish(handle)
    return error
  }
  guard PQstatus(handle) != CONNECTION_BAD else { throw failure() }
  PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
  PQsetNoticeReceiver(handle, ignoreNotice, nil)
  var state = PGRES_POLLING_WRITING
  while state != PGRES_POLLING_OK {
    switch deadline.wait(
      socket: PQsocket(handle), forReading: state == PGRES_POLLING_READING,
      forWriting: state == PGRES_POLLING_WRITING)
    {
    case .ready: break
    case .expired: throw failure("no connection to \(place(handle)) in time")
    case .cancelled: throw failure("connecting was cancelled")
    }
    state = PQconnectPoll(handle)
    if state == PGRES_POLLING_FAILED { throw failure() }
  }
  guard PQsetnonblocking(handle, 1) == 0 else { throw failure() }
  PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
  return handle
}

/// Host and port, never the password.
private func place(_ handle: OpaquePointer) -> String {
  let host = PQhost(handle).map { String(cString: $0) } ?? "?"
  let port = PQport(handle).map { String(cString: $0) } ?? "?"
  return "\(host):\(port)"
}

private func isMalformed(_ url: String) -> Bool {
  var message: UnsafeMutablePointer<CChar>?
  guard let parsed = PQconninfoParse(url, &message) else {
    if let message { PQfreemem(message) }
    return url.contains("=") || url.contains("://")
  }
  PQconninfoFree(parsed)
  return false
}
