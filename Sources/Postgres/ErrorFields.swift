import CPQ

// The importer does not bring in PG_DIAG_*, which are character literals.
private func field(_ result: OpaquePointer, _ code: Unicode.Scalar) -> String? {
  PQresultErrorField(result, CInt(code.value)).map { String(cString: $0) }
}

extension PostgresError {
  /// The error in a failed result. Without an SQLSTATE libpq itself lost the connection.
  init(result: OpaquePointer, statement: String?) {
    guard let state = field(result, "C") else {
      let text = PQresultErrorMessage(result).map { String(cString: $0) } ?? "connection lost"
      self = .connection(SQL.label(text), statement: statement)
      return
    }
    self.init(
      sqlState: state, message: field(result, "M") ?? "no message", detail: field(result, "D"),
      hint: field(result, "H"), table: field(result, "t"), column: field(result, "c"),
      constraint: field(result, "n"), statement: statement)
  }

  /// The error of a connection that could not be made. libpq keeps its SQLSTATE to itself, but writes
  /// it into the message when told to be verbose: `FATAL:  28P01: password authentication failed…`.
  init(connectionMessage text: String) {
    let bytes = Array(text.utf8)
    let isCode = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) }
    var state = "08001"
    var start = bytes.startIndex
    var index = 0
    while index + 10 <= bytes.count {
      if bytes[index] == 0x3A, bytes[index + 1] == 0x20, bytes[index + 2] == 0x20,
        bytes[(index + 3)..<(index + 8)].allSatisfy(isCode), bytes[index + 8] == 0x3A,
        bytes[index + 9] == 0x20
      {
        state = String(decoding: bytes[(index + 3)..<(index + 8)], as: UTF8.self)
        start = index + 10
        break
      }
      index += 1
    }
    let rest = String(decoding: bytes[start...], as: UTF8.self)
    // Of a message with a code, the first line; the others tell the place in the server's source.
    let line = start > 0 ? String(rest.prefix { $0 != "\n" }) : SQL.label(rest)
    self.init(sqlState: state, message: line.isEmpty ? "no connection" : line)
  }
}
