import Formats
import Glibc

/// Reads the JSON model of libxgboost (`gbtree`, `binary:logistic` or `reg:squarederror`, numeric features).
enum XGBoostModel {
  static let maxBytes = 256 << 20

  static func read(_ json: [UInt8]) throws(BoostingError) -> TreeEnsemble {
    let root: JSONNode
    do { root = try JSONParser(maxBytes: maxBytes).parse(json) } catch {
      throw BoostingError("not a JSON model of XGBoost: \(error)")
    }
    do { return try read(root) } catch let error as BoostingError { throw error } catch {
      throw BoostingError("not a JSON model of XGBoost that can be used: \(error)")
    }
  }

  private static func read(_ root: JSONNode) throws -> TreeEnsemble {
    let learner = try root.requireObject("learner")
    let parameters = try learner.requireObject("learner_model_param")
    let objective = try learner.requireObject("objective").requireString("name")
    guard let objective = BoosterTrainer.Objective(rawValue: objective) else {
      throw BoostingError(
        "the model's objective is \(objective), only binary:logistic and reg:squarederror are understood")
    }
    let booster = try learner.requireObject("gradient_booster")
    let kind = try booster.requireString("name")
    guard kind == "gbtree" else {
      throw BoostingError("the model's booster is \(kind), only gbtree is understood")
    }
    guard let base = Double(try parameters.requireString("base_score")),
      objective == .logistic ? base > 0 && base < 1 : base.isFinite
    else { throw BoostingError("the model's base_score is no number that fits its objective") }
    guard let features = Int(try parameters.requireString("num_feature")), (1...65_536).contains(features)
    else { throw BoostingError("the model's num_feature is no number of features") }
    var trees: [Tree] = []
    let list = try booster.requireObject("model").requireArray("trees")
    try list.forEach({ trees.append(try tree($0)) })
    return try TreeEnsemble(
      baseMargin: Float(objective == .logistic ? -log(1 / base - 1) : base), featureCount: features,
      trees: trees)
  }

  /// Brings the nodes into the order that `TreeNode` wants: breadth first, siblings together.
  private static func tree(_ node: JSONNode) throws -> Tree {
    let left = try numbers(node, "left_children").map { Int($0) }
    let right = try numbers(node, "right_children").map { Int($0) }
    let value = try numbers(node, "split_conditions")
    let feature = try numbers(node, "split_indices")
    let defaultLeft = try numbers(node, "default_left")
    let hessian = try numbers(node, "sum_hessian")
    let count = left.count
    guard count > 0,
      [right.count, value.count, feature.count, defaultLeft.count, hessian.count].allSatisfy({ $0 == count })
    else { throw BoostingError("the arrays of a tree differ in length") }
    if try !numbers(node, "categories_nodes").isEmpty {
      throw BoostingError("the model splits on categories, which are not understood")
    }
    var order = [0]
    var tree = Tree(nodes: [], cover: [])
    var next = 0
    while next < order.count, order.count <= count {
      let old = order[next]
      next += 1
      tree.cover.append(Float(hessian[old]))
      guard left[old] >= 0 else {
        tree.nodes.append(.leaf(Float(value[old])))
        continue
      }
      guard left[old] < count, (0..<count).contains(right[old]) else {
        throw BoostingError("a tree's child lies outside the tree")
      }
      let flag = defaultLeft[old] != 0 ? 0 : TreeNode.missingGoesRight
      tree.nodes.append(
        TreeNode(value: Float(value[old]), left: Int32(order.count), feature: Int32(feature[old]) | flag))
      order.append(left[old])
      order.append(right[old])
    }
    return tree
  }

  private static func numbers(_ node: JSONNode, _ name: StaticString) throws -> [Double] {
    guard let array = try node.optionalArray(name) else { return [] }
    var values: [Double] = []
    values.reserveCapacity(array.count)
    array.forEach({ values.append($0.double ?? ($0.bool == true ? 1 : 0)) })
    return values
  }
}
