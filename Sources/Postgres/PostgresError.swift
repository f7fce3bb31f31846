/// What went wrong with a statement or a connection, as the server (or libpq) said it.
public struct PostgresError: Error, Sendable, Equatable {
  /// The five characters of SQLSTATE (PostgreSQL manual, appendix A). Failures that the server never
  /// saw carry a code of class 08 (connection) or the code that the server would have used.
  public var sqlState: String
  /// The server's primary message, one line.
  public var message: String
  public var detail: String?
  public var hint: String?
  /// The table, column and constraint that the error is about, where the server names them.
  public var table: String?
  public var column: String?
  public var constraint: String?
  /// Which statement failed: its first words.
  public var statement: String?

  public init(
    sqlState: String, message: String, detail: String? = nil, hint: String? = nil, table: String? = nil,
    column: String? = nil, constraint: String? = nil, statement: String? = nil
  ) {
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
    self.table = table
    self.column = column
    self.constraint = constraint
    self.statement = statement
  }
}

/// What to do about a ``PostgresError``.
public enum ErrorHandling: String, Sendable {
  /// Not the fault of the data: wait, reconnect where needed, and do the same again.
  case waitAndRetry
  /// The statement took too long (57014): the same again with half the rows.
  case retryWithHalf
  /// A value in the batch cannot be stored: find the row, set it aside, go on with the others.
  case recordFault
  /// Neither waiting nor another record helps: stop and tell somebody.
  case stop
}

extension PostgresError {
  /// Decided by the SQLSTATE alone.
  public var handling: ErrorHandling {
    switch sqlState {
    case "57014": return .retryWithHalf
    case "25006", "25P03": return .waitAndRetry
    default: break
    }
    switch sqlState.prefix(2) {
    case "08", "40", "53", "55", "57": return .waitAndRetry
    case "22", "23", "54": return .recordFault
    default: return .stop
    }
  }

  /// The connection is of no more use; ``Connection/reconnect(until:isCancelled:)`` makes a new one.
  public var isConnectionLost: Bool {
    switch sqlState {
    case "57P01", "57P02", "57P03", "57P05", "25P03": true
    default: sqlState.hasPrefix("08")
    }
  }

  static func connection(_ message: String, statement: String? = nil) -> PostgresError {
    PostgresError(sqlState: "08006", message: message, statement: statement)
  }

  /// Our own mistake in using the module; waiting does not mend it.
  static func usage(_ message: String) -> PostgresError {
    PostgresError(sqlState: "XX000", message: message)
  }
}

extension PostgresError: CustomStringConvertible {
  public var description: String {
    var text = "PostgreSQL \(sqlState): \(message)"
    if let detail { text += " (\(detail))" }
    if let hint { text += " (\(hint))" }
    let place = [
      table.map { "table \($0)" }, column.map { "column \($0)" }, constraint.map { "constraint \($0)" },
    ]
    .compactMap { $0 }.joined(separator: ", ")
    if !place.isEmpty { text += " [\(place)]" }
    if let statement { text += " in: \(statement)" }
    if let advice { text += ". \(advice)" }
    return text
  }

  /// What the user can do, for the errors that a user can cause.
  private var advice: String? {
    switch sqlState {
    case "42P01", "3F000", "42703", "42P10":
      "The schema is missing or older than this program: run `touchline migrate`."
    case "42501": "Grant the database role what the statement needs, or use another role in the database URL."
    case "28000", "28P01": "Check user name and password in the database URL."
    case "3D000": "Create the database, or correct its name in the database URL."
    case "53300", "53400": "The server has no free connection: raise max_connections or use fewer processes."
    case "53100": "The server's disk is full: free space; writing goes on by itself then."
    case "25006": "This server is read-only (a standby?): point the database URL at the primary."
    case "57014": "The statement took longer than its timeout, or somebody cancelled it."
    case "08001", "08006": "Check that the database is up and that the database URL is right."
    default: nil
    }
  }
}
