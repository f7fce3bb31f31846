/// Splits rows for cross-validation so that the rows of one group (a match) are never on both sides.
public struct GroupFolds: Sendable {
  /// The fold of each row.
  public let fold: [Int]
  public let count: Int

  /// - Parameters:
  ///   - groups: the group of each row.
  ///   - count: number of folds, at least 2.
  public init(groups: [String], count: Int, seed: UInt64) {
    precondition(count >= 2, "at least two folds")
    self.count = count
    var names = Set(groups).sorted()
    var random = SplitMix64(seed: seed)
    random.shuffle(&names)
    var foldOfGroup: [String: Int] = [:]
    for (place, name) in names.enumerated() { foldOfGroup[name] = place % count }
    fold = groups.map { foldOfGroup[$0] ?? 0 }
  }

  public func rows(in fold: Int) -> [Int] { self.fold.indices.filter { self.fold[$0] == fold } }
  public func rows(outside fold: Int) -> [Int] { self.fold.indices.filter { self.fold[$0] != fold } }
}
