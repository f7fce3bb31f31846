extension ModelExplainer {
  /// SHAP interaction values of two features in log-odds, by their definition: half of what the value of `first`
  /// changes when `second` is known instead of unknown. Slow, for charts: the trees are explained twice more with
  /// `second` fixed in and out.
  ///
  /// Its diagonal (first = second) is the main effect: the feature's value less its interactions with all others.
  public func interaction(_ row: [Float], _ first: Int, _ second: Int) -> Double {
    precondition(first != second, "an interaction has two features")
    var sum = 0.0
    for member in model.members { sum += member.interaction(row, first, second) }
    return sum / Double(model.members.count)
  }
}

extension TreeEnsemble {
  fileprivate func interaction(_ row: [Float], _ first: Int, _ second: Int) -> Double {
    var sum = 0.0
    for tree in trees
    where tree.nodes.contains(where: { !$0.isLeaf && $0.featureIndex == first })
      && tree.nodes.contains(where: { !$0.isLeaf && $0.featureIndex == second })
    {
      sum += tree.interaction(row, first, second)
    }
    return sum
  }
}

extension Tree {
  /// Over the leaves whose path asks both: Σ over subsets S of the others of |S|! (u − |S| − 2)! / (2 (u − 1)!)
  /// times the difference of differences (Lundberg et al. 2020, eq. 3).
  fileprivate func interaction(_ row: [Float], _ first: Int, _ second: Int) -> Double {
    var sum = 0.0
    walk(0, row, []) { leaf, path in
      guard let a = path.first(where: { $0.feature == first }),
        let b = path.first(where: { $0.feature == second })
      else { return }
      let others = path.filter { $0.feature != first && $0.feature != second }
      let count = path.count
      for subset in 0..<(1 << others.count) {
        var product = 1.0
        for (place, other) in others.enumerated() {
          product *= subset >> place & 1 == 1 ? (other.agrees ? 1 : 0) : other.share
        }
        let size = subset.nonzeroBitCount
        let weight =
          factorial(size) * factorial(count - size - 2) / (2 * factorial(count - 1))
        sum += leaf * weight * product * ((a.agrees ? 1 : 0) - a.share) * ((b.agrees ? 1 : 0) - b.share)
      }
    }
    return sum
  }

  private struct Known {
    var feature: Int
    var share: Double
    var agrees: Bool
  }

  private func walk(_ index: Int, _ row: [Float], _ path: [Known], _ body: (Double, [Known]) -> Void) {
    let node = nodes[index]
    if node.isLeaf { return body(Double(node.value), path) }
    let value = row[node.featureIndex]
    let goesRight = value.isNaN ? !node.defaultsLeft : !(value < node.value)
    for (side, child) in [Int(node.left), Int(node.left) + 1].enumerated() {
      let share = cover[index] > 0 ? Double(cover[child]) / Double(cover[index]) : 0.5
      let agrees = goesRight == (side == 1)
      var next = path
      if let place = next.firstIndex(where: { $0.feature == node.featureIndex }) {
        next[place].share *= share
        next[place].agrees = next[place].agrees && agrees
      } else {
        next.append(Known(feature: node.featureIndex, share: share, agrees: agrees))
      }
      walk(child, row, next, body)
    }
  }

  private func factorial(_ n: Int) -> Double { n < 2 ? 1 : (2...n).reduce(1) { $0 * Double($1) } }
}
