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
  /// Questions to the deepest leaf.
  private let depth: Int

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
    depth = trees.map(\.depth).max() ?? 0
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
      starts.withUnsafeBufferPointer { starts in
        var sum = baseMargin
        var tree = 0
        // Four trees at a time: while one waits for its node from memory the others go on.
        while tree + 4 <= treeCount {
          let (a, b, c, d) = (
            Int(starts[tree]), Int(starts[tree + 1]), Int(starts[tree + 2]), Int(starts[tree + 3])
          )
          var (atA, atB, atC, atD) = (a, b, c, d)
          for _ in 0..<depth {
            atA = Self.next(nodes[atA], at: atA, root: a, row)
            atB = Self.next(nodes[atB], at: atB, root: b, row)
            atC = Self.next(nodes[atC], at: atC, root: c, row)
            atD = Self.next(nodes[atD], at: atD, root: d, row)
          }
          sum += nodes[atA].value
          sum += nodes[atB].value
          sum += nodes[atC].value
          sum += nodes[atD].value
          tree += 4
        }
        while tree < treeCount {
          let root = Int(starts[tree])
          var at = root
          for _ in 0..<depth { at = Self.next(nodes[at], at: at, root: root, row) }
          sum += nodes[at].value
          tree += 1
        }
        return sum
      }
    }
  }

  /// The node after this one; a leaf stays. Without a branch, since which way a row goes cannot be guessed.
  @inline(__always)
  private static func next(
    _ node: TreeNode, at: Int, root: Int, _ row: UnsafeBufferPointer<Float>
  ) -> Int {
    let value = row[node.featureIndex]
    // A comparison with NaN is false on both sides.
    let isRight: Int = value >= node.value ? 1 : 0
    let isMissingRight: Int = value.isNaN ? Int(UInt32(bitPattern: node.feature) >> 31) : 0
    let child = root + Int(node.left) + (isRight | isMissingRight)
    return node.isLeaf ? at : child
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
