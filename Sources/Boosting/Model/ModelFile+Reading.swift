import Formats

extension ModelFile {
  /// The largest file accepted.
  public static let maxBytes = 64 << 20

  public init(json: [UInt8]) throws(BoostingError) {
    do {
      self = try ModelFile(try JSONParser(maxBytes: Self.maxBytes).parse(json))
    } catch {
      throw BoostingError("the model file cannot be used: \(error)")
    }
  }

  private init(_ root: JSONNode) throws {
    let format = try root.requireString("format")
    guard format == Self.format else {
      throw BoostingError("its format is \(format), this program reads \(Self.format)")
    }
    var notes: [Note] = []
    try root.optionalObject("training")?.forEachField { notes.append(Note("\($0)", $1.string ?? "")) }
    var models: [BoostedModel] = []
    try root.requireArray("models").forEach({ models.append(try BoostedModel($0)) })
    self.init(
      id: try root.requireString("id"), fact: try root.requireString("fact"),
      validFrom: try root.requireString("valid_from"), licence: try root.requireString("licence"),
      training: notes, models: models)
    guard Set(models.map(\.name)).count == models.count, !models.isEmpty else {
      throw BoostingError("it must hold models of different names")
    }
  }
}

extension BoostedModel {
  fileprivate init(_ node: JSONNode) throws {
    let calibration = try node.requireObject("calibration")
    guard try calibration.requireString("kind") == "platt" else {
      throw BoostingError("only calibrations of kind platt are understood")
    }
    var features: [String] = []
    try node.requireArray("features").forEach({ features.append($0.string ?? "") })
    var members: [TreeEnsemble] = []
    try node.requireArray("members").forEach({
      members.append(try TreeEnsemble($0, featureCount: features.count))
    })
    try self.init(
      name: try node.requireString("name"), features: features, members: members,
      calibration: Calibration(
        slope: try calibration.requireDouble("slope"),
        intercept: try calibration.requireDouble("intercept")))
  }
}

extension TreeEnsemble {
  fileprivate init(_ node: JSONNode, featureCount: Int) throws {
    var trees: [Tree] = []
    try node.requireArray("trees").forEach({ trees.append(try Tree($0)) })
    try self.init(
      baseMargin: Float(try node.requireDouble("base_margin")), featureCount: featureCount, trees: trees)
  }
}

extension Tree {
  fileprivate init(_ node: JSONNode) throws {
    var feature: [Int] = []
    try node.requireArray("feature").forEach({ feature.append(Int($0.int64 ?? .min)) })
    let value = try Self.floats(node, "value")
    guard value.count == feature.count, feature.allSatisfy({ (-70_000..<70_000).contains($0) }) else {
      throw BoostingError("a tree's arrays do not fit together")
    }
    var nodes: [TreeNode] = []
    var next: Int32 = 1
    for (feature, value) in zip(feature, value) {
      if feature == -1 {
        nodes.append(.leaf(value))
      } else {
        let index = feature >= 0 ? Int32(feature) : Int32(-2 - feature) | TreeNode.missingGoesRight
        nodes.append(TreeNode(value: value, left: next, feature: index))
        next += 2
      }
    }
    self.init(nodes: nodes, cover: try Self.floats(node, "cover"))
  }

  private static func floats(_ node: JSONNode, _ name: StaticString) throws -> [Float] {
    var values: [Float] = []
    try node.requireArray(name).forEach({
      guard let value = $0.double, value.isFinite else { throw BoostingError("\(name): not a number") }
      values.append(Float(value))
    })
    return values
  }
}
