import Formats

/// The four rankings of one season, kept up record by record.
///
/// An update holds, of each ranking that the records touched, the rows that changed; after it come messages of their
/// own: badges gained and lost, cards of players who come on, and the whole tables when a match begins and ends.
public struct SkillMachine: RankingMachineProtocol {
  public static let name = "skill"
  public static let inputs = SkillFact.allCases.map(\.rawValue)
  public static let kinds = SkillKind.allCases.map(\.rawValue)

  public let season: String
  private let rules: SkillRules?
  private var book: SkillBook
  private var tables: [SkillTable]
  /// By kind, then by player: the rank as published; 0 of one who is not in the table.
  private var published: [[Int]]
  private var news = SkillNews()
  private var trigger: RankingTrigger?
  private var asOf: String?

  /// Settings: `skill.rules`, the text of a configuration file (see `Settings/skill.yaml`), which must have been
  /// checked; wrong rules rank nobody.
  public init(season: String, settings: FactSettings) {
    self.season = season
    rules = try? SkillRules(settings: settings)
    book = SkillBook(rules: rules ?? .nobody)
    tables = SkillKind.allCases.map { [book] in SkillTable($0, rules: book.rules) }
    published = tables.map { _ in [] }
  }

  public mutating func take(_ input: RankingInput) throws(FieldError) {
    news.noteRecord()
    let before = input.fact == SkillFact.appearances.rawValue ? book.sheet(ofMatch: input.matchID) : nil
    guard let match = try book.take(input) else { return }
    trigger = RankingTrigger(
      matchID: input.matchID, fact: input.fact, id: input.id, revision: input.revision)
    asOf = input.time
    if input.fact == SkillFact.appearances.rawValue {
      news.take(input, match, before: before, after: book.matches[match].sheet)
    }
  }

  public mutating func update(revision: Int64) -> [RankingRecord] {
    guard let trigger else { return [] }
    self.trigger = nil
    let touched = refresh()
    let context = SkillRecords(season: season, revision: revision, badgeRanks: book.rules.badgeRanks)
    var records: [RankingRecord] = []
    var badges: [RankingRecord] = []
    for place in touched {
      let ranks = published[place]
      if let update = context.update(tables[place], book, published: ranks, trigger, asOf) {
        records.append(update)
        badges += context.badges(tables[place], book, published: ranks, trigger, asOf)
      }
      published[place] = tables[place].ranks
      tables[place].forgetChanges()
    }
    records += badges
    for item in news.collect() {
      if !item.players.isEmpty { records.append(context.cards(tables, book, item)) }
      if item.isSnapshotDue { for table in tables { records.append(context.snapshot(table, book, item)) } }
    }
    return records
  }

  public mutating func markPublished() {
    _ = refresh(all: true)
    for place in tables.indices {
      published[place] = tables[place].ranks
      tables[place].forgetChanges()
    }
    news.forget()
    trigger = nil
  }

  /// All rows of a ranking as they stand, in order of rank, then subject.
  public func rows(_ kind: SkillKind) -> [[UInt8]] {
    guard let table = tables.first(where: { $0.kind == kind }) else { return [] }
    return table.order.map { number in
      var writer = JSONWriter(capacity: 768)
      table.writeRow(number, book, into: &writer)
      return writer.bytes
    }
  }

  /// Brings the tables up to date; returns the places of those that the records may have changed.
  private mutating func refresh(all: Bool = false) -> [Int] {
    book.settle()
    let touched = book.touched
    book.forgetTouched()
    var places: [Int] = []
    for place in tables.indices {
      let isTouched =
        all || touched.facts.contains(.appearances)
        || tables[place].weighings.contains { touched.facts.contains($0.measure.fact) }
      // Room for everybody, so that cards can look up anyone.
      tables[place].extend(to: book.players.count)
      if published[place].count < book.players.count {
        published[place] += repeatElement(0, count: book.players.count - published[place].count)
      }
      guard isTouched else { continue }
      for player in touched.players { tables[place].set(player, book.players[player].tally, book.rules) }
      if touched.isRegularsChanged { tables[place].regularsChanged() }
      tables[place].refresh(book.players, isRankedChanged: touched.isRankedChanged)
      places.append(place)
    }
    return places
  }
}

extension SkillRules {
  /// Where the configuration is wrong nobody is ranked.
  static let nobody = SkillRules(
    badgeRanks: 0, rankedMinutes: .infinity, regularShare: 1, shareDuels: 0, weighings: [:])
}
