import Formats

extension ModelFile {
  /// The file's bytes: JSON with a line for each tree. The same model gives the same bytes, and reading them
  /// gives the same model, bit for bit.
  public var json: [UInt8] {
    var writer = JSONWriter(capacity: 1 << 20)
    writer.beginObject()
    writer.field("format", Self.format)
    writer.field("id", id)
    writer.field("fact", fact)
    writer.field("valid_from", validFrom)
    writer.field("licence", licence)
    writer.key("training")
    writer.beginObject()
    for note in training {
      writer.key(note.name)
      writer.value(note.text)
    }
    writer.endObject()
    writer.key("models")
    writer.beginArray()
    for model in models { model.write(into: &writer) }
    writer.endArray()
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}

extension BoostedModel {
  fileprivate func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("name", name)
    writer.key("features")
    writer.beginArray()
    for feature in features { writer.value(feature) }
    writer.endArray()
    writer.key("calibration")
    writer.beginObject()
    writer.field("kind", "platt")
    writer.field("slope", calibration.slope)
    writer.field("intercept", calibration.intercept)
    writer.endObject()
    writer.key("members")
    writer.beginArray()
    for member in members { member.write(into: &writer) }
    writer.endArray()
    writer.endObject()
  }
}

extension TreeEnsemble {
  fileprivate func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("base_margin")
    writer.raw(baseMargin.digits)
    writer.key("trees")
    writer.beginArray()
    for tree in trees { writer.raw(tree.line) }
    writer.endArray()
    writer.endObject()
  }
}

extension Tree {
  /// `feature` is -1 of a leaf and -2-f where a missing value goes right. The children need no numbers: they
  /// follow in the order of their parents.
  fileprivate var line: [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.beginObject()
    writer.key("feature")
    writer.beginArray()
    for node in nodes {
      writer.value(node.isLeaf ? -1 : node.defaultsLeft ? node.featureIndex : -2 - node.featureIndex)
    }
    writer.endArray()
    writer.key("value")
    writer.beginArray()
    for node in nodes { writer.raw(node.value.digits) }
    writer.endArray()
    writer.key("cover")
    writer.beginArray()
    for cover in cover { writer.raw(cover.digits) }
    writer.endArray()
    writer.endObject()
    return [0x0A] + writer.bytes
  }
}

extension Float {
  /// The fewest decimal digits that read back as this Float, also by way of a Double.
  fileprivate var digits: [UInt8] {
    let short = self == 0 ? "0" : description  // no -0
    guard let double = Double(short), Float(double) == self else {
      return Array(Double(self).description.utf8)
    }
    return Array((short.hasSuffix(".0") ? String(short.dropLast(2)) : short).utf8)
  }
}
