import Formats
import Postgres

/// Where a fact computed again differs from what is stored.
public struct ReplayDifference: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case notStored = "not_stored"
    case notComputed = "not_computed"
    case content
  }
  public var kind: Kind
  public var fact: String
  public var id: String
  public var revision: Int64
  /// JSON texts; nil where there is none.
  public var stored: String?
  public var computed: String?

  /// One line: what, and of content the fields that differ, stored → computed.
  public var text: String {
    let head = "\(padded(fact, 11))  \(id)  revision \(revision)"
    switch kind {
    case .notStored: return "\(head)  is computed now, not stored"
    case .notComputed: return "\(head)  is stored, not computed now"
    case .content: return "\(head)  \(fields.joined(separator: ", "))"
    }
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("difference", kind.rawValue)
    writer.field("fact", fact)
    writer.field("id", id)
    writer.field("revision", revision)
    for (name, text) in [("stored", stored), ("computed", computed)] {
      guard let text else { continue }
      writer.key(name)
      writer.raw(Array(text.utf8))
    }
    writer.endObject()
  }

  private var fields: [String] {
    let (old, new) = (Self.fields(stored), Self.fields(computed))
    let names = new.map(\.name) + old.map(\.name).filter { name in !new.contains { $0.name == name } }
    return names.compactMap { name in
      let before = old.first { $0.name == name }?.value ?? "–"
      let after = new.first { $0.name == name }?.value ?? "–"
      if before == after { return nil }
      return before.count + after.count > 60 ? name : "\(name) \(before) → \(after)"
    }
  }

  private static func fields(_ text: String?) -> [(name: String, value: String)] {
    guard let text, let node = try? JSONParser(maxBytes: 16 << 20).parse(Array(text.utf8).span.bytes) else {
      return []
    }
    return node.fields.map { ($0.key.description, String(decoding: $0.value.rawJSON, as: UTF8.self)) }
  }
}

/// Holds what a replay computes against the rows of PostgreSQL, by fact, id and revision, text against text.
public struct ReplayComparison {
  private struct Key: Hashable {
    var fact: String
    var id: String
    var revision: Int64
  }
  private var computed: [Key: [UInt8]] = [:]

  public init() {}

  public mutating func add(_ fact: ReplayedFact) {
    let key = Key(fact: fact.fact, id: fact.record.id, revision: fact.record.revision)
    computed[key] = fact.record.json
  }

  /// - Parameter revisions: those that the replay went through; stored ones outside are left alone.
  /// - Returns: the differences by fact, revision and id, and how many records were equal.
  public consuming func differences(
    match: String, facts: [String], revisions: ClosedRange<Int64>?, _ connection: Connection
  ) throws -> (differences: [ReplayDifference], equal: Int) {
    var differences: [ReplayDifference] = []
    var equal = 0
    var left = computed
    try connection.transaction(.snapshot) {
      for fact in facts {
        guard let revisions else { break }
        try connection.forEachRow(
          "SELECT id, revision, record FROM \"\(fact)\" WHERE match_id = $1 AND revision BETWEEN $2 AND $3",
          [.text(match), .int(revisions.lowerBound), .int(revisions.upperBound)]
        ) { row in
          let key = Key(fact: fact, id: try row.decode(0), revision: try row.decode(1))
          let stored: String = try row.decode(2)
          guard let bytes = left.removeValue(forKey: key) else {
            differences.append(
              ReplayDifference(
                kind: .notComputed, fact: fact, id: key.id, revision: key.revision, stored: stored))
            return
          }
          if stored.utf8.elementsEqual(bytes) {
            equal += 1
          } else {
            differences.append(
              ReplayDifference(
                kind: .content, fact: fact, id: key.id, revision: key.revision, stored: stored,
                computed: String(decoding: bytes, as: UTF8.self)))
          }
        }
      }
    }
    for (key, bytes) in left {
      differences.append(
        ReplayDifference(
          kind: .notStored, fact: key.fact, id: key.id, revision: key.revision,
          computed: String(decoding: bytes, as: UTF8.self)))
    }
    differences.sort { ($0.fact, $0.revision, $0.id) < ($1.fact, $1.revision, $1.id) }
    return (differences, equal)
  }
}
