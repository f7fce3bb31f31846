import CPQ

/// How a transaction sees other transactions.
public enum TransactionKind: String, Sendable {
  /// Each statement sees what is committed when it begins.
  case readCommitted = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
  /// All statements see the same state; nothing can be written.
  case snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
}

extension Connection {
  /// Runs the body in a transaction: COMMIT if it returns, ROLLBACK if it throws. If the connection
  /// is lost during COMMIT (class 08), nobody knows whether it was done: what is written must bear
  /// being written again.
  @discardableResult
  public func transaction<T>(_ kind: TransactionKind = .readCommitted, _ body: () throws -> T) throws -> T {
    if isInTransaction { throw PostgresError.usage("a transaction inside a transaction: use savepoint") }
    try execute(kind.rawValue)
    let value: T
    do {
      value = try body()
    } catch {
      rollBack()
      throw error
    }
    let done = try exchange("COMMIT", deadline: callDeadline) { PQsendQuery($0, "COMMIT") }
    // The answer to COMMIT in a failed transaction is ROLLBACK, without an error.
    guard done.commandTag == "COMMIT" else {
      throw PostgresError(
        sqlState: "25P02", message: "the transaction was rolled back, as a statement in it had failed")
    }
    return value
  }

  /// Runs the body under a savepoint of the open transaction: if it throws, what it did is undone and
  /// the transaction can go on.
  @discardableResult
  public func savepoint<T>(_ body: () throws -> T) throws -> T {
    guard isInTransaction else { throw PostgresError.usage("a savepoint outside a transaction") }
    try execute("SAVEPOINT touchline")
    do {
      let value = try body()
      try execute("RELEASE SAVEPOINT touchline")
      return value
    } catch {
      // After a lost connection there is nothing to undo; the first error is the one to tell.
      if isInTransaction { _ = try? execute("ROLLBACK TO SAVEPOINT touchline; RELEASE SAVEPOINT touchline") }
      throw error
    }
  }

  /// Rolls back; a connection on which even that fails is closed, which does the same.
  private func rollBack() {
    guard handle != nil else { return }
    do {
      try execute("ROLLBACK")
    } catch {
      close()
    }
  }
}
