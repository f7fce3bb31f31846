/// What went wrong with a model or its training, and what to do about it.
public struct BoostingError: Error, Hashable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
