/// What stops a part of the pipeline for good: nothing that waiting mends.
public struct PipelineError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what to do about it.
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// The batch in hand belongs to somebody else by now, or the process is to end: drop it, nothing of it is
/// committed.
struct BatchAbandoned: Error {}
