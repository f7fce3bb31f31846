/// Gradient-boosted trees for a probability, as libxgboost computes them: bit for bit the same margins.
public struct TreeEnsemble: Sendable, Equatable {
  /// Margin (log-odds) before the first tree.
  public let baseMargin: Float
  /// How many features a row has.
  public let featureCount: Int
  /// All trees one after the other; child indices count from the tree's own root.
  let nodes: [TreeNode]
  let cover: [Float]
  /// Where each tree begins in `nodes`, and the end.
  let starts: [Int32]

  public var treeCount: Int { starts.count - 1 }

  init(baseMargin: Float, featureCount: Int, trees: [Tree]) throws(BoostingError) {
    self.baseMargin = baseMargin
    self.featureCount = featureCount
    var nodes: [TreeNode] = []
    var cover: [Float] = []
    var starts: [Int32] = [0]
    for tree in trees {
      try tree.check(features: featureCount)
      nodes += tree.nodes
      cover += tree.cover
      starts.append(Int32(nodes.count))
    }
    self.nodes = nodes
    self.cover = cover
    self.starts = starts
  }

  /// Log-odds for one row. NaN means missing. The leaves are added as Float in the order of the trees, because
  /// libxgboost does so and another order would give other bits.
  ///
  /// - Parameter row: at least `featureCount` values.
  public func margin(_ row: UnsafeBufferPointer<Float>) -> Float {
    precondition(row.count >= featureCount, "a row of \(row.count) values for \(featureCount) features")
    return nodes.withUnsafeBufferPointer { nodes in
      var sum = baseMargin
      for tree in 0..<treeCount {
        let root = Int(starts[tree])
        var node = nodes[root]
        while !node.isLeaf {
          let value = row[node.featureIndex]
          // A comparison with NaN is false on both sides.
          let goesRight = value.isNaN ? !node.defaultsLeft : !(value < node.value)
          node = nodes[root + Int(node.left) + (goesRight ? 1 : 0)]
        }
        sum += node.value
      }
      return sum
    }
  }

  public func margin(_ row: [Float]) -> Float { row.withUnsafeBufferPointer { margin($0) } }

  /// The trees as they were put in.
  var trees: [Tree] {
    (0..<treeCount).map { index in
      let range = Int(starts[index])..<Int(starts[index + 1])
      return Tree(nodes: Array(nodes[range]), cover: Array(cover[range]))
    }
  }
}
