import Console
import Facts
import Pipeline

/// What `train` and `evaluate` share where they take matches from the database instead of a file.
enum StoredLessons {
  static let flag = FlagSpec(
    "from-database", "from the stored matches of past seasons instead of a file; live ones are left out")

  static let options = [
    OptionSpec(
      "season", "ID", "stored matches of this season (default: all)", repeatable: true, kind: .identifier),
    OptionSpec(
      "competition", "ID", "stored matches of this competition (default: all)", repeatable: true,
      kind: .identifier),
  ]

  /// - Parameter file: the option that names a file instead.
  static func rules(file: String) -> [OptionRule] {
    [
      .exactlyOne([file, "from-database"]), .requires("season", anyOf: ["from-database"]),
      .requires("competition", anyOf: ["from-database"]),
    ]
  }

  static func shots(_ shell: Shell) throws -> StoredTraining.Lessons<ShotTable> {
    try read(shell) { try $0.shots($1) }
  }

  static func passes(_ shell: Shell) throws -> StoredTraining.Lessons<PassTable> {
    try read(shell) { try $0.passes($1) }
  }

  private static func read<Table>(
    _ shell: Shell,
    _ read: (StoredTraining, (TrainingProgress) throws -> Void) throws -> StoredTraining.Lessons<Table>
  ) throws -> StoredTraining.Lessons<Table> {
    let connection = try shell.connect()
    defer { connection.close() }
    let bar = shell.progress("read", unit: "matches")
    defer { bar.finish() }
    let stored = StoredTraining(
      seasons: shell.command.values("season"), competitions: shell.command.values("competition"), connection)
    let lessons = try read(stored) { progress in
      if shell.interrupts.isCancelled { throw Interrupted() }
      bar.update(Int64(progress.done), total: progress.total.map { Int64($0) }, note: progress.note)
    }
    if lessons.notOver > 0 { shell.note("left out: \(lessons.notOver) matches that are not over") }
    return lessons
  }

  /// The user asked to stop.
  struct Interrupted: Error {}
}
