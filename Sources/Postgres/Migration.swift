/// One step of the schema: a numbered SQL file. It runs in a transaction of its own (so no
/// CREATE INDEX CONCURRENTLY) with the schema as `search_path`, so names in it are unqualified.
public struct Migration: Sendable, Hashable {
  public var number: Int
  public var name: String
  public var sql: String

  public init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// From a file named `001_name.sql`.
  public init(fileName: String, sql: String) throws(MigrationError) {
    let parts = fileName.split(separator: "_", maxSplits: 1)
    guard parts.count == 2, parts[1].hasSuffix(".sql"), parts[1].count > 4, let number = Int(parts[0]),
      number > 0
    else { throw .badFileName(fileName) }
    self.init(number: number, name: String(parts[1].dropLast(4)), sql: sql)
  }

  var title: String { "\(number)_\(name)" }
}

/// Why migrations were not applied. Errors of the database itself are ``PostgresError``.
public enum MigrationError: Error, Equatable, CustomStringConvertible {
  case badFileName(String)
  case duplicateNumber(Int)
  /// An applied migration has another text now.
  case changed(String)
  /// The database has migrations that this program does not know.
  case databaseNewer(number: Int, name: String)
  /// A migration that is not applied has a lower number than one that is.
  case outOfOrder(String, lastApplied: Int)
  /// Another process has been migrating the same schema all the time.
  case busy(schema: String)
  /// The file ended the transaction that it runs in.
  case endsTransaction(String)

  public var description: String {
    switch self {
    case .badFileName(let name): "\(name): a migration's file name is like 001_name.sql, numbers from 1"
    case .duplicateNumber(let number): "two migrations have the number \(number): give one of them another"
    case .changed(let title):
      "migration \(title) was changed after it had been applied to this database: "
        + "put the old text back and write the change as a new migration"
    case .databaseNewer(let number, let name):
      "the database has migration \(number)_\(name), which this program does not know: use a newer program"
    case .outOfOrder(let title, let last):
      "migration \(title) is not applied, but \(last) is: give it a number above \(last)"
    case .busy(let schema):
      "another process is migrating schema \(schema) and did not end in time: try again"
    case .endsTransaction(let title):
      "migration \(title) contains COMMIT or ROLLBACK: take it out, each migration runs in one transaction"
    }
  }
}
