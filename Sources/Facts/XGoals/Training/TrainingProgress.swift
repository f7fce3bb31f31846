/// How far a training has come.
public struct TrainingProgress: Sendable {
  /// Pieces of work, not all of one length.
  public var done: Int
  /// Nil while it is not known.
  public var total: Int?
  public var note: String
}
