import Football
import Formats
import Kafka
import Postgres

/// Decides what happens with each record: which rows it gives, which match topic gets it, or why it is refused.
///
/// The decision depends on the record and on what stands before it in its partition, on nothing else, so that
/// reading again decides the same.
final class RecordPlanner {
  private let names: Names
  private let maxBytes: Int
  private let parser: JSONParser
  private let decoder: RecordDecoder
  private let topics: [String: TopicDefinition]
  private(set) var tables: [String: TableWriter] = [:]
  var matches = KnownMatches()
  private var matchTopics: [String: [String: String]] = [:]

  init(_ settings: PipelineSettings, topics: [TopicDefinition]) {
    names = settings.names
    maxBytes = settings.maxRecordBytes
    parser = JSONParser(maxBytes: maxBytes)
    decoder = RecordDecoder(maxBytes: maxBytes)
    self.topics = Dictionary(uniqueKeysWithValues: topics.map { (settings.names.topic($0.name), $0) })
  }

  /// Learns the tables that the rules name.
  func describeTables(_ connection: Connection, capacity: Int) throws {
    tables = [:]
    for table in Set(topics.values.flatMap { $0.rules.values.compactMap(\.table) }) {
      tables[table] = try TableWriter(try connection.describe(table: table), capacity: capacity)
    }
  }

  func removeRows() { for table in tables.values { table.removeAll() } }

  /// - Parameter stores: false for a record whose rows are stored already; it is decided all the same.
  func plan(_ batch: RecordBatch, _ index: Int, stores: Bool) -> DispatchPlan {
    let item = batch.items[index]
    do throws(RecordError) {
      guard let topic = topics[item.partition.topic] else { throw RecordError("a topic without a file") }
      guard item.hasValue, !item.value.isEmpty else { throw RecordError("an empty record") }
      guard item.value.count <= maxBytes else {
        throw RecordError("\(item.value.count) bytes, more than the \(maxBytes) allowed")
      }
      // The bytes do not move before the batch is emptied.
      var plan: DispatchPlan?
      var failure: RecordError?
      batch.bytes.withUnsafeBytes { all in
        let value = UnsafeRawBufferPointer(rebasing: all[item.value])
        do throws(RecordError) {
          plan =
            topic.kind == .feed
            ? try planFeed(value, item, index, topic, stores)
            : try planDerived(value, item, index, topic, stores)
        } catch { failure = error }
      }
      if let failure { throw failure }
      return plan ?? DispatchPlan()
    } catch {
      return DispatchPlan(refusal: Refusal(stage: .validate, reason: error.description))
    }
  }

  private func planFeed(
    _ value: UnsafeRawBufferPointer, _ item: RecordBatch.Item, _ index: Int, _ topic: TopicDefinition,
    _ stores: Bool
  ) throws(RecordError) -> DispatchPlan {
    var type = FeedRecordType(rawValue: item.type)
    if type == nil, !item.type.isEmpty {
      throw RecordError("ce_type \"\(item.type.prefix(80))\" is not known here")
    }
    var node: JSONNode?
    let record: FeedRecord
    if item.isProtobuf {
      record = try decoder.decode(RawSpan(_unsafeBytes: value), type: type, isProtobuf: true)
    } else {
      let parsed = try parse(value)
      node = parsed
      record = try decoder.decode(parsed, type: type)
    }
    type = record.type
    guard let rule = topic.rules[record.type.rawValue] else {
      throw RecordError("no rule for \(record.type.rawValue) in the file of \(topic.name)")
    }
    var plan = DispatchPlan()
    let match = record.matchID
    if let announcement = record.opening {
      try announce(announcement, item)
      plan.announcement = AnnouncedMatch(announcement)
    }
    guard let known = matches[match],
      known.home != item.partition || known.firstOffset < item.offset || plan.announcement != nil
    else {
      throw RecordError(
        field: "match_id",
        "the match \"\(match)\" is not known: its announcement must come first, in the same partition")
    }
    guard known.home == item.partition else {
      throw RecordError(
        field: "match_id", "the match \"\(match)\" is in \(known.home) already: one match, one partition")
    }
    guard !known.isPruned else {
      throw RecordError(field: "match_id", "the topics of match \"\(match)\" have been pruned")
    }
    if stores, let table = rule.table.flatMap({ tables[$0] }), let node {
      var context = MatchContext(season: known.season)
      if let id = record.momentID { context.id = id }
      try append(node, value, to: table, rule, index, item, context)
    }
    if rule.isRepublished { plan.matchTopic = matchTopic(match, topic) }
    return plan
  }

  private func announce(_ announcement: Opening, _ item: RecordBatch.Item) throws(RecordError) {
    if let known = matches[announcement.matchID], known.season != announcement.season {
      throw RecordError(field: "season", "the match was announced for season \"\(known.season)\"")
    }
    matches.add(
      announcement.matchID,
      KnownMatch(
        home: item.partition, firstOffset: item.offset, season: announcement.season, isPruned: false))
  }

  /// A fact or a ranking.
  private func planDerived(
    _ value: UnsafeRawBufferPointer, _ item: RecordBatch.Item, _ index: Int, _ topic: TopicDefinition,
    _ stores: Bool
  ) throws(RecordError) -> DispatchPlan {
    guard !item.isProtobuf else { throw RecordError("protobuf where only JSON may be") }
    let rule: DispatchRule
    if let named = topic.rules[item.type] {
      rule = named
    } else if item.type.isEmpty, topic.rules.count == 1, let only = topic.rules.values.first {
      rule = only
    } else {
      throw RecordError("ce_type \"\(item.type.prefix(80))\" is not known here")
    }
    let node = try parse(value)
    let subject = topic.kind == .ranking ? node["trigger"] : node
    guard let match = subject?["match_id"]?.string, Identifier.isValid(match) else {
      throw RecordError(
        field: topic.kind == .ranking ? "trigger.match_id" : "match_id",
        "missing, or no id of 1 to 64 letters, digits or hyphens")
    }
    if stores, let table = rule.table.flatMap({ tables[$0] }) {
      try append(node, value, to: table, rule, index, item, MatchContext())
    }
    return DispatchPlan(matchTopic: rule.isRepublished ? matchTopic(match, topic) : nil)
  }

  /// Puts the record, or each element of its `rows`, into the table.
  private func append(
    _ node: JSONNode, _ value: UnsafeRawBufferPointer, to table: TableWriter, _ rule: DispatchRule,
    _ index: Int, _ item: RecordBatch.Item, _ match: MatchContext
  ) throws(RecordError) {
    guard let array = rule.rows else {
      return try table.append(node, context: nil, record: value, owner: index, item: item, match: match)
    }
    guard let elements = node[array], elements.kind == .array else {
      throw RecordError(field: array, "missing, or no array")
    }
    for element in elements.elements {
      guard element.kind == .object else {
        throw RecordError(field: array, "holds something that is no object")
      }
      var failure: RecordError?
      element.rawJSON.withUnsafeBytes { bytes in
        do throws(RecordError) {
          try table.append(element, context: node, record: bytes, owner: index, item: item, match: match)
        } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }

  private func parse(_ value: UnsafeRawBufferPointer) throws(RecordError) -> JSONNode {
    let node: JSONNode
    do { node = try parser.parse(value) } catch { throw RecordError("not JSON: \(error)") }
    guard node.kind == .object else { throw RecordError("not a JSON object") }
    return node
  }

  private func matchTopic(_ match: String, _ topic: TopicDefinition) -> String? {
    guard let last = topic.matchTopic else { return nil }
    if let known = matchTopics[topic.name]?[match] { return known }
    let name = names.matchTopic(match, last)
    if (matchTopics[topic.name]?.count ?? 0) > 10_000 { matchTopics[topic.name] = [:] }
    matchTopics[topic.name, default: [:]][match] = name
    return name
  }
}

extension AnnouncedMatch {
  init(_ announcement: Opening) {
    self.init(
      matchID: announcement.matchID, season: announcement.season,
      kickOffMicroseconds: announcement.kickOff.microseconds, homeID: announcement.home?.id,
      homeName: announcement.home?.name, awayID: announcement.away?.id, awayName: announcement.away?.name)
  }
}
