/// A node of a flattened tree: a question about one feature, or a leaf.
///
/// Children lie next to each other, so one index tells both; 12 bytes keep a whole tree in a few cache lines.
struct TreeNode: Sendable, Equatable {
  /// Of a question the threshold (smaller goes left), of a leaf its value in log-odds.
  var value: Float
  /// Index of the left child, the right one follows it; 0 marks a leaf, since the root is nobody's child.
  var left: Int32
  /// Index of the feature; the sign bit is set where a missing value goes right.
  var feature: Int32

  static let missingGoesRight = Int32.min

  static func leaf(_ value: Float) -> TreeNode { TreeNode(value: value, left: 0, feature: 0) }

  var isLeaf: Bool { left == 0 }
  var featureIndex: Int { Int(feature & Int32.max) }
  var defaultsLeft: Bool { feature >= 0 }
}

/// One tree before it is put into an ensemble: its nodes from the root on, and how many rows went through each.
struct Tree: Sendable, Equatable {
  var nodes: [TreeNode]
  /// Sum of the hessians of the training rows at each node: what explanations weigh by.
  var cover: [Float]

  /// Questions to the deepest leaf.
  var depth: Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      depths[Int(node.left)] = depths[index] + 1
      depths[Int(node.left) + 1] = depths[index] + 1
    }
    return depths.max() ?? 0
  }

  /// Every child exists, lies after its parent and is nobody else's: so every walk ends.
  func check(features: Int) throws(BoostingError) {
    guard !nodes.isEmpty, nodes.count == cover.count else {
      throw BoostingError("a tree has \(nodes.count) nodes and \(cover.count) covers")
    }
    var next = 1
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      guard Int(node.left) == next, next > index, next + 1 < nodes.count else {
        throw BoostingError("node \(index) of a tree names \(node.left) as its child, expected \(next)")
      }
      guard node.featureIndex < features else {
        throw BoostingError("node \(index) of a tree asks for feature \(node.featureIndex) of \(features)")
      }
      next += 2
    }
    guard next == nodes.count else { throw BoostingError("a tree has nodes that nothing leads to") }
  }
}
