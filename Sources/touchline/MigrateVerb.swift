import Console
import Pipeline

enum MigrateVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "migrate", "bring the database schema up to date",
      discussion: "Safe to run from several processes at once, and again at any time.", group: "Running it",
      examples: [
        Example("touchline migrate"), Example("touchline migrate --check", "exit 1 if something is pending"),
      ],
      flags: [FlagSpec("check", "only say what is pending")])
  ) { shell in
    let connection = try shell.connect()
    defer { connection.close() }
    let migrator = try Schema.migrator()
    let isCheck = shell.command.flag("check")
    let list = isCheck ? try migrator.check(connection) : try migrator.apply(connection)
    if shell.isJSON {
      try shell.output.line(
        "{\"schema\":\"\(connection.schema)\",\"\(isCheck ? "pending" : "applied")\":[\(list.map { String($0.number) }.joined(separator: ","))]}"
      )
    } else {
      for migration in list {
        try shell.output.line("\(isCheck ? "pending" : "applied")  \(migration.number) \(migration.name)")
      }
      if list.isEmpty { try shell.output.line("schema \(connection.schema) is up to date") }
    }
    return isCheck && !list.isEmpty ? .failed : .done
  }
}
