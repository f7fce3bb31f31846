/// Rows of features for training, one after the other. NaN means missing.
public struct FeatureMatrix: Sendable, Equatable {
  public let columnCount: Int
  public private(set) var values: [Float] = []

  public init(columnCount: Int) { self.columnCount = columnCount }

  public var rowCount: Int { columnCount == 0 ? 0 : values.count / columnCount }

  /// - Parameter row: exactly `columnCount` values.
  public mutating func append(_ row: some Collection<Float>) {
    precondition(row.count == columnCount, "a row of \(row.count) values for \(columnCount) columns")
    values.append(contentsOf: row)
  }

  public subscript(row: Int) -> ArraySlice<Float> {
    values[row * columnCount..<(row + 1) * columnCount]
  }

  /// The rows with these indices, in that order.
  public func rows(_ indices: [Int]) -> FeatureMatrix {
    var matrix = FeatureMatrix(columnCount: columnCount)
    matrix.values.reserveCapacity(indices.count * columnCount)
    for index in indices { matrix.values.append(contentsOf: self[index]) }
    return matrix
  }
}
