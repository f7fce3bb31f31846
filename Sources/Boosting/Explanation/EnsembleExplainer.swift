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
  private var questions: [Question] = []
  private var leaves: [Leaf] = []
  /// Where each tree's questions and leaves begin.
  private var starts: [(question: Int, leaf: Int)] = [(0, 0)]
  /// So many features every leaf's path is taken to have: the most that one has. A leaf with fewer has places for
  /// a feature beyond the last, to which it adds nothing; so that no loop's length is to be guessed.
  private let width: Int
  /// Of each leaf its `width` features.
  private var features: [Int32] = []
  /// Of each leaf its blocks, each of `width` values.
  private var values: [Float] = []

  private struct Question {
    var threshold: Float
    /// As `TreeNode.feature`.
    var feature: Int32
    /// Index in the tree, and that of the left child; the right one follows it.
    var index: Int32
    var left: Int32
  }

  private struct Leaf {
    /// Index in the tree.
    var index: Int32
    /// Where its blocks begin.
    var values: Int32
  }

  init(_ ensemble: TreeEnsemble) throws(BoostingError) {
    featureCount = ensemble.featureCount
    baseMargin = Double(ensemble.baseMargin)
    let trees = ensemble.trees
    for tree in trees where tree.depth > Self.maxDepth {
      throw BoostingError(
        "trees deeper than \(Self.maxDepth) cannot be explained: train with less max_depth")
    }
    width = max(trees.map(\.depth).max() ?? 0, 1)
    for tree in trees { add(tree) }
  }

  private mutating func add(_ tree: Tree) {
    var paths: [[Step]] = [[Step]](repeating: [], count: tree.nodes.count)
    let root = Double(tree.cover[0])
    for (index, node) in tree.nodes.enumerated() {
      if node.isLeaf {
        baseMargin += Double(node.value) * (root > 0 ? Double(tree.cover[index]) / root : 1)
        leaves.append(leaf(node, index, paths[index]))
        continue
      }
      questions.append(
        Question(threshold: node.value, feature: node.feature, index: Int32(index), left: node.left))
      let cover = Double(tree.cover[index])
      for child in [Int(node.left), Int(node.left) + 1] {
        let share = cover > 0 ? Double(tree.cover[child]) / cover : 0.5
        paths[child] = paths[index] + [Step(feature: node.featureIndex, share: share)]
      }
    }
    starts.append((questions.count, leaves.count))
  }

  /// A question on the way to a leaf, and what share of the rows there goes on towards the leaf.
  private struct Step {
    var feature: Int
    var share: Double
  }

  private mutating func leaf(_ node: TreeNode, _ index: Int, _ path: [Step]) -> Leaf {
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
    let none = [Float](repeating: 0, count: width - own.count)
    for answers in 0..<(1 << path.count) {
      var agrees = (1 << own.count) - 1
      // The first question's answer is the highest bit.
      for (number, feature) in places.enumerated() where answers >> (path.count - 1 - number) & 1 == 0 {
        agrees &= ~(1 << feature)
      }
      values +=
        LeafTable.values(leaf: Double(node.value), shares: shares, agrees: agrees).map { Float($0) } + none
    }
    features += own.map { Int32($0) } + none.map { _ in Int32(featureCount) }
    return Leaf(index: Int32(index), values: Int32(place))
  }

  /// Adds to `sums` what each feature of the row adds to the margin.
  ///
  /// - Parameter sums: one more than there are features; the last stays as it is.
  func add(_ row: UnsafeBufferPointer<Float>, to sums: UnsafeMutableBufferPointer<Double>) {
    precondition(row.count >= featureCount && sums.count > featureCount, "a row too short")
    questions.withUnsafeBufferPointer { questions in
      leaves.withUnsafeBufferPointer { leaves in
        features.withUnsafeBufferPointer { features in
          values.withUnsafeBufferPointer { values in
            // Answers on the path to each node of a tree; 2^(maxDepth + 1) nodes at most.
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 << Self.maxDepth) { answers in
              for tree in 0..<(starts.count - 1) {
                let (start, end) = (starts[tree], starts[tree + 1])
                answers[0] = 0
                for place in start.question..<end.question {
                  let question = questions[place]
                  let value = row[Int(question.feature & Int32.max)]
                  let isRight: Int32 = value >= question.threshold ? 1 : 0
                  let isMissingRight = value.isNaN ? Int32(UInt32(bitPattern: question.feature) >> 31) : 0
                  let left = answers[Int(question.index)] << 1 | (isRight | isMissingRight) ^ 1
                  answers[Int(question.left)] = left
                  answers[Int(question.left) + 1] = left ^ 1
                }
                for place in start.leaf..<end.leaf {
                  let leaf = leaves[place]
                  let block = Int(leaf.values) + Int(answers[Int(leaf.index)]) * width
                  let own = place * width
                  for number in 0..<width {
                    sums[Int(features[own + number])] += Double(values[block + number])
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
