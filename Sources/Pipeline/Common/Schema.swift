import Postgres

/// The database schema that this program needs.
public enum Schema {
  /// In order of number.
  public static func migrations() throws -> [Migration] {
    try EmbeddedFiles.migrations.map { try Migration(fileName: $0.name, sql: $0.text) }
  }

  public static func migrator() throws -> Migrator { try Migrator(migrations()) }
}
