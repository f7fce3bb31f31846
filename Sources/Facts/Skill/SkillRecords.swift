import Formats

/// Writes the records of one update.
struct SkillRecords {
  let season: String
  let revision: Int64
  let badgeRanks: Int

  static let badgeType = "skill-badge"
  static let cardType = "skill-card"
  static let snapshotType = "skill-snapshot"

  /// The rows that changed; nil if none did.
  func update(
    _ table: SkillTable, _ book: SkillBook, published: [Int], _ trigger: RankingTrigger, _ asOf: String?
  ) -> RankingRecord? {
    var writer = JSONWriter(capacity: 4096)
    writeHead(table.kind.rawValue, trigger, asOf, into: &writer)
    writeBounds(table, into: &writer)
    writer.key("entries")
    writer.beginArray()
    var count = 0
    for number in table.order where table.isChanged[number] {
      count += 1
      table.writeRow(number, book, into: &writer)
    }
    for number in published.indices where published[number] > 0 && table.ranks[number] == 0 {
      count += 1
      writer.beginObject()
      writer.field("subject", book.players[number].id)
      writer.field("withdrawn", true)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    guard count > 0 else { return nil }
    return RankingRecord(
      kind: table.kind.rawValue, revision: revision, asOf: asOf, trigger: trigger, json: writer.bytes)
  }

  /// A message for each player who has come under the first ten, or has left them.
  func badges(
    _ table: SkillTable, _ book: SkillBook, published: [Int], _ trigger: RankingTrigger, _ asOf: String?
  ) -> [RankingRecord] {
    var records: [RankingRecord] = []
    let holders = 1...max(badgeRanks, 1)
    func tell(_ number: Int, isGained: Bool) {
      let player = book.players[number]
      let team = player.team.map { book.teams[$0] }
      var writer = JSONWriter(capacity: 512)
      writeHead(table.kind.rawValue, trigger, asOf, into: &writer)
      writer.field("subject", player.id)
      writer.field("name", player.name)
      writer.field("team_id", team?.id)
      writer.field("team", team?.name)
      writer.field("gained", isGained)
      writer.field("rank", table.ranks[number] > 0 ? table.ranks[number] : nil)
      writer.field("previous_rank", published[number] > 0 ? published[number] : nil)
      writer.field("score", table.ranks[number] > 0 ? table.scores[number] : nil)
      writer.endObject()
      var record = RankingRecord(
        kind: "\(table.kind.rawValue)-badge-\(player.id)", revision: revision, asOf: asOf, trigger: trigger,
        json: writer.bytes)
      record.type = Self.badgeType
      records.append(record)
    }
    for number in table.order.prefix(while: { holders.contains(table.ranks[$0]) })
    where !holders.contains(published[number]) { tell(number, isGained: true) }
    for number in published.indices
    where holders.contains(published[number]) && !holders.contains(table.ranks[number]) {
      tell(number, isGained: false)
    }
    return records
  }

  /// The ranks and badges of players who come on.
  func cards(_ tables: [SkillTable], _ book: SkillBook, _ item: SkillNews.Item) -> RankingRecord {
    var writer = JSONWriter(capacity: 1024)
    writeHead(nil, item.trigger, item.asOf, into: &writer)
    writer.key("cards")
    writer.beginArray()
    for id in item.players {
      guard let number = book.number(ofKnownPlayer: id) else { continue }
      let player = book.players[number]
      let team = player.team.map { book.teams[$0] }
      writer.beginObject()
      writer.field("subject", id)
      writer.field("name", player.name)
      writer.field("team_id", team?.id)
      writer.field("team", team?.name)
      writer.field("minutes", rounded9(player.tally.minutes.value))
      for table in tables {
        writer.key(table.kind.rawValue)
        writer.beginObject()
        let rank = table.ranks[number]
        writer.field("rank", rank > 0 ? rank : nil)
        writer.field("of", table.order.count)
        writer.field("score", rank > 0 ? table.scores[number] : nil)
        writer.field("badge", rank > 0 && rank <= badgeRanks)
        writer.endObject()
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    var record = RankingRecord(
      kind: "card-\(item.trigger.matchID)", revision: revision, asOf: item.asOf, trigger: item.trigger,
      json: writer.bytes)
    record.type = Self.cardType
    return record
  }

  /// The whole table, for those who begin to follow a match, or read only its end.
  func snapshot(_ table: SkillTable, _ book: SkillBook, _ item: SkillNews.Item) -> RankingRecord {
    var writer = JSONWriter(capacity: 512 + 640 * table.order.count)
    writeHead(table.kind.rawValue, item.trigger, item.asOf, into: &writer)
    writeBounds(table, into: &writer)
    writer.key("entries")
    writer.beginArray()
    for number in table.order { table.writeRow(number, book, into: &writer) }
    writer.endArray()
    writer.endObject()
    var record = RankingRecord(
      kind: "\(table.kind.rawValue)-snapshot-\(item.trigger.matchID)", revision: revision, asOf: item.asOf,
      trigger: item.trigger, json: writer.bytes)
    record.type = Self.snapshotType
    return record
  }

  private func writeHead(
    _ kind: String?, _ trigger: RankingTrigger, _ asOf: String?, into writer: inout JSONWriter
  ) {
    RankingHead(
      ranking: SkillMachine.name, season: season, kind: kind, revision: revision, asOf: asOf, trigger: trigger
    ).begin(&writer)
  }

  /// `[least, greatest]` of each measure: of `max` the least is not used.
  private func writeBounds(_ table: SkillTable, into writer: inout JSONWriter) {
    writer.key("bounds")
    writer.beginObject()
    for (place, weighing) in table.weighings.enumerated() {
      writer.key(weighing.measure.rawValue)
      writer.beginArray()
      writer.value(rounded9(table.least[place]))
      writer.value(rounded9(table.greatest[place]))
      writer.endArray()
    }
    writer.endObject()
  }
}
