/// How far a training, or the reading of what it needs, has come.
public struct TrainingProgress: Sendable {
  /// Pieces of work, not all of one length.
  public var done: Int
  /// Nil while it is not known.
  public var total: Int?
  public var note: String

  public init(done: Int, total: Int?, note: String) {
    self.done = done
    self.total = total
    self.note = note
  }
}
