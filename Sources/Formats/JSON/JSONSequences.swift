extension JSONNode {
  /// The elements of an array, for `for … in`; none for any other value.
  public var elements: JSONElements { JSONElements(self) }

  /// The fields of an object in the order of the text, for `for … in`; none for any other value.
  public var fields: JSONFields { JSONFields(self) }
}

/// See ``JSONNode/elements``.
public struct JSONElements: Sequence, IteratorProtocol {
  private let array: JSONNode
  private var at: Int
  private let end: Int

  init(_ node: JSONNode) {
    let cursor = node.cursor
    array = node
    at = node.position + 1
    end = cursor.tag(node.position) == JSONTag.array ? cursor.next(node.position) - 1 : at
  }

  public mutating func next() -> JSONNode? {
    guard at < end else { return nil }
    defer { at = array.cursor.next(at) }
    return array.node(at)
  }
}

/// See ``JSONNode/fields``.
public struct JSONFields: Sequence, IteratorProtocol {
  private let object: JSONNode
  private var at: Int
  private let end: Int

  init(_ node: JSONNode) {
    let cursor = node.cursor
    object = node
    at = node.position + 1
    end = cursor.tag(node.position) == JSONTag.object ? cursor.next(node.position) - 1 : at
  }

  public mutating func next() -> (key: JSONKey, value: JSONNode)? {
    guard at < end else { return nil }
    defer { at = object.cursor.next(at + 1) }
    return (JSONKey(node: object.node(at)), object.node(at + 1))
  }
}
