/// What a commentator is told of a match besides the tables: cards of players who come on, and the whole tables.
///
/// Behind, with many records between two updates, only the latest match's news are worth telling.
struct SkillNews: Sendable {
  struct Item: Sendable {
    var match: Int
    var trigger: RankingTrigger
    var asOf: String?
    /// Ids of the players who came on, in order of the line-up.
    var players: [String] = []
    /// The match has begun or is over: the whole tables are due.
    var isSnapshotDue = false
  }

  private(set) var items: [Item] = []
  private(set) var count = 0
  /// More records than this between two updates: behind.
  private static let liveRecords = 64

  /// Takes note of what a record of appearances has changed.
  mutating func take(_ input: RankingInput, _ match: Int, before: SkillSheet?, after: SkillSheet?) {
    guard let after else { return }
    let known = Set((before?.players ?? []).map(\.id))
    var item = Item(
      match: match,
      trigger: RankingTrigger(
        matchID: input.matchID, fact: input.fact, id: input.id, revision: input.revision), asOf: input.time)
    item.players = after.players.filter { !known.contains($0.id) }.map(\.id)
    item.isSnapshotDue = before == nil || (after.isOver && !(before?.isOver ?? false))
    guard !item.players.isEmpty || item.isSnapshotDue else { return }
    items.append(item)
  }

  mutating func noteRecord() { count += 1 }

  /// What is to be told now.
  mutating func collect() -> [Item] {
    let all = items
    let isLive = count <= Self.liveRecords
    forget()
    return isLive ? all : Array(all.suffix(1))
  }

  mutating func forget() {
    items.removeAll()
    count = 0
  }
}
