/// TreeSHAP (path-dependent) for one ensemble, with everything that does not depend on the row computed beforehand.
///
/// For each leaf a block holds its Shapley values for all 2^d answers to the d questions on its path; an
/// explanation walks all nodes of a tree once, collects those answers and adds one block a leaf.
struct EnsembleExplainer: Sendable {
  /// Deeper trees would need tables of 2^depth blocks a leaf.
  static let maxDepth = 8

  let featureCount: Int
  /// What the ensemble says of no row in particular: mean of the leaves by cover, and the base margin.
  private(set) var baseMargin: Double
  private var nodes: [Node] = []
  private var starts: [Int] = [0]
  /// Features of the leaves' paths, each once; `Node` says where.
  private var features: [Int32] = []
  private var values: [Float] = []

  private struct Node {
    /// Of a question its threshold.
    var threshold: Float
    /// Index of the left child from the tree's root, the right one follows it; 0 marks a leaf.
    var left: Int32
    /// As `TreeNode.feature`; of a leaf the place of its features.
    var feature: Int32
    /// Of a leaf the place of its blocks.
    var values: Int32
    /// Of a leaf the number of its features.
    var count: Int32
  }

  init(_ ensemble: TreeEnsemble) throws(BoostingError) {
    featureCount = ensemble.featureCount
    baseMargin = Double(ensemble.baseMargin)
    for tree in ensemble.trees { try add(tree) }
  }

  private mutating func add(_ tree: Tree) throws(BoostingError) {
    var paths: [[Step]] = [[Step]](repeating: [], count: tree.nodes.count)
    let root = Double(tree.cover[0])
    for (index, node) in tree.nodes.enumerated() {
      if node.isLeaf {
        guard paths[index].count <= Self.maxDepth else {
          throw BoostingError(
            "trees deeper than \(Self.maxDepth) cannot be explained: train with less max_depth")
        }
        baseMargin += Double(node.value) * (root > 0 ? Double(tree.cover[index]) / root : 1)
        nodes.append(leaf(node, paths[index]))
        continue
      }
      nodes.append(
        Node(threshold: node.value, left: node.left, feature: node.feature, values: 0, count: 0))
      let cover = Double(tree.cover[index])
      for child in [Int(node.left), Int(node.left) + 1] {
        let share = cover > 0 ? Double(tree.cover[child]) / cover : 0.5
        paths[child] = paths[index] + [Step(feature: node.featureIndex, share: share)]
      }
    }
    starts.append(nodes.count)
  }

  /// A question on the way to a leaf, and what share of the rows there goes on towards the leaf.
  private struct Step {
    var feature: Int
    var share: Double
  }

  private mutating func leaf(_ node: TreeNode, _ path: [Step]) -> Node {
    var own: [Int] = []
    var shares: [Double] = []
    /// For each question the place of its feature in `own`.
    var places: [Int] = []
    for step in path {
      if let place = own.firstIndex(of: step.feature) {
        shares[place] *= step.share
        places.append(place)
      } else {
        places.append(own.count)
        own.append(step.feature)
        shares.append(step.share)
      }
    }
    let place = values.count
    for answers in 0..<(1 << path.count) where !own.isEmpty {
      var agrees = (1 << own.count) - 1
      // The first question's answer is the highest bit.
      for (number, feature) in places.enumerated() where answers >> (path.count - 1 - number) & 1 == 0 {
        agrees &= ~(1 << feature)
      }
      values += LeafTable.values(leaf: Double(node.value), shares: shares, agrees: agrees).map { Float($0) }
    }
    let start = features.count
    features += own.map { Int32($0) }
    return Node(
      threshold: 0, left: 0, feature: Int32(start), values: Int32(place), count: Int32(own.count))
  }

  /// Adds to `sums` what each feature of the row adds to the margin.
  func add(_ row: UnsafeBufferPointer<Float>, to sums: UnsafeMutableBufferPointer<Double>) {
    precondition(row.count >= featureCount && sums.count >= featureCount, "a row too short")
    nodes.withUnsafeBufferPointer { nodes in
      features.withUnsafeBufferPointer { features in
        values.withUnsafeBufferPointer { values in
          // Answers on the path to each node of a tree; 2^(maxDepth + 1) nodes at most.
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 << Self.maxDepth) { answers in
            for tree in 0..<(starts.count - 1) {
              let root = starts[tree]
              answers[0] = 0
              for index in 0..<(starts[tree + 1] - root) {
                let node = nodes[root + index]
                if node.left != 0 {
                  let value = row[Int(node.feature & Int32.max)]
                  let goesRight = value.isNaN ? node.feature < 0 : !(value < node.threshold)
                  let sofar = answers[index] << 1
                  answers[Int(node.left)] = sofar | (goesRight ? 0 : 1)
                  answers[Int(node.left) + 1] = sofar | (goesRight ? 1 : 0)
                } else {
                  let count = Int(node.count)
                  let block = Int(node.values) + Int(answers[index]) * count
                  let own = Int(node.feature)
                  for place in 0..<count { sums[Int(features[own + place])] += Double(values[block + place]) }
                }
              }
            }
          }
        }
      }
    }
  }
}
