import CYAML

/// Reads YAML (libyaml) into trees. Refused, with the line: equal keys in a mapping, keys that are not scalars,
/// aliases and anchors, tags other than `!!str`, more than ``maxDepth`` levels, more than `maxBytes`.
public enum YAML {
  public static let maxDepth = 64

  /// The documents of a stream, in order; none of an empty one.
  public static func documents(_ bytes: [UInt8], maxBytes: Int = 4 << 20) throws(YAMLError) -> [YAMLNode] {
    guard bytes.count <= maxBytes else {
      throw YAMLError(line: 1, reason: "\(bytes.count) bytes, more than the \(maxBytes) allowed")
    }
    guard let events = YAMLEvents(bytes) else {
      throw YAMLError(line: 1, reason: "no memory for a YAML parser")
    }
    var documents: [YAMLNode] = []
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd: return documents
      case .other: continue
      default: documents.append(try node(event, events, depth: 1))
      }
    }
  }

  public static func documents(_ text: String) throws(YAMLError) -> [YAMLNode] {
    try documents(Array(text.utf8))
  }

  /// The only document of a text.
  public static func document(_ bytes: [UInt8], maxBytes: Int = 4 << 20) throws(YAMLError) -> YAMLNode {
    let all = try documents(bytes, maxBytes: maxBytes)
    guard let first = all.first else { throw YAMLError(line: 1, reason: "there is no document") }
    guard all.count == 1 else {
      throw YAMLError(line: all[1].line, reason: "there is more than one document")
    }
    return first
  }

  public static func document(_ text: String) throws(YAMLError) -> YAMLNode { try document(Array(text.utf8)) }

  private static func node(_ event: YAMLEvents.Event, _ events: YAMLEvents, depth: Int) throws(YAMLError)
    -> YAMLNode
  {
    guard depth <= maxDepth else {
      throw YAMLError(line: event.line, reason: "nested deeper than \(maxDepth) levels")
    }
    switch event.kind {
    case .scalar(let text, let plain): return YAMLNode(value: .scalar(text, plain: plain), line: event.line)
    case .sequenceStart:
      var items: [YAMLNode] = []
      while true {
        let next = try events.next()
        if case .end = next.kind { return YAMLNode(value: .sequence(items), line: event.line) }
        items.append(try node(next, events, depth: depth + 1))
      }
    case .mappingStart:
      var entries: [(key: String, value: YAMLNode)] = []
      var seen: Set<String> = []
      while true {
        let next = try events.next()
        if case .end = next.kind { return YAMLNode(value: .mapping(entries), line: event.line) }
        guard case .scalar(let key, _) = next.kind else {
          throw YAMLError(line: next.line, reason: "a key must be a text")
        }
        guard seen.insert(key).inserted else {
          throw YAMLError(line: next.line, reason: "the key \"\(key)\" is there twice")
        }
        entries.append((key, try node(events.next(), events, depth: depth + 1)))
      }
    default: throw YAMLError(line: event.line, reason: "a value was expected")
    }
  }
}
