import Football
import Formats

/// A line for people, and how it stands out.
public struct TextLine: Sendable, Equatable {
  public enum Weight: Sendable { case plain, strong, dim }
  public var text: String
  public var weight: Weight

  public init(_ text: String, _ weight: Weight = .plain) {
    self.text = text
    self.weight = weight
  }
}

/// Tells records in compact lines: clock, what, who, how much. Remembers ranks, so that updates show movement.
public struct RecordText {
  private let names: Names
  private let showsMatch: Bool
  /// Rows shown of a ranking's update.
  private let top: Int
  private let parser: JSONParser
  private var rankings = RankingText()

  /// - Parameter showsMatch: names the match, where several are read at once.
  public init(names: Names, showsMatch: Bool, top: Int = 5, maxBytes: Int = 16 << 20) {
    self.names = names
    self.showsMatch = showsMatch
    self.top = top
    parser = JSONParser(maxBytes: maxBytes)
  }

  /// At least one line.
  public mutating func lines(_ record: ReadRecord) -> [TextLine] {
    guard let value = record.value else {
      return [TextLine("\(place(record))  (empty)", .dim)]
    }
    if record.isProtobuf { return [frameLine(record, value)] }
    guard let node = try? parser.parse(value.span.bytes), node.kind == .object else {
      let text = String(decoding: value.prefix(60), as: UTF8.self)
      return [TextLine("\(place(record))  \(value.count) bytes, no JSON object: \(text)", .dim)]
    }
    if node["ranking"]?.string != nil {
      if node["entries"]?.kind == .array {
        return rankings.lines(node, top: top, showsMatch: showsMatch)
      }
      if node["cards"]?.kind == .array {
        return RecordWords(node).cards.map { TextLine(padded("", 9) + padded("card", 11) + "  " + $0) }
      }
      if node["gained"] != nil {
        return [TextLine(padded("", 9) + padded("badge", 11) + "  " + RecordWords(node).badge, .strong)]
      }
    }
    return [line(node, what: what(record, node))]
  }

  /// The fact's name, or the kind of feed record.
  private func what(_ record: ReadRecord, _ node: JSONNode) -> String {
    let name = names.name(ofTopic: record.partition.topic) ?? record.partition.topic
    if let own = Names().match(ofTopic: name)?.name, own != "feed" { return own }
    for prefix in ["facts.", "replay."] where name.hasPrefix(prefix) {
      return name.split(separator: ".").last.map(String.init) ?? name
    }
    return node["type"]?.string ?? record.type
  }

  private func line(_ node: JSONNode, what: String) -> TextLine {
    var text = ""
    if showsMatch, let match = node["match_id"]?.string { text += padded(match, 16) + "  " }
    text += padded(clock(node), 7, isRight: true) + "  " + padded(what, 11) + "  "
    if node["withdrawn"]?.bool == true {
      return TextLine(text + "withdrawn  \(node["id"]?.string ?? "")", .dim)
    }
    let words = RecordWords(node)
    switch what {
    case "xgoals": text += words.xGoals
    case "xpass": text += words.xPass
    case "setpieces": text += words.setPiece
    case "appearances": text += words.appearances
    case "duels": text += words.duel
    case "sprints": text += words.sprint
    case "chains": text += words.chain
    case "pitbattle": text += words.pitBattle
    case MatchMoment.announced.rawValue: text += words.announcement
    default: text += words.anything
    }
    return TextLine(text, words.isGoal ? .strong : .plain)
  }

  private func frameLine(_ record: ReadRecord, _ value: [UInt8]) -> TextLine {
    guard let frame = try? FrameCodec.decode(value.span.bytes) else {
      return TextLine("\(place(record))  \(value.count) bytes of protobuf", .dim)
    }
    let clock = MatchPosition(period: frame.period, clock: frame.clock).description
    let match = showsMatch ? padded(frame.matchID, 16) + "  " : ""
    var text = match + padded(clock, 7, isRight: true) + "  " + padded("frame", 11)
    text += "  \(frame.number)  \(frame.objects.count) objects"
    if let ball = frame.objects.first(where: { $0.object == TrackedObject.ball }) {
      text += "  ball \(decimals(Double(ball.x), 1)), \(decimals(Double(ball.y), 1)) m"
    }
    return TextLine(text, .dim)
  }

  private func clock(_ node: JSONNode) -> String {
    if node["session_s"] != nil { return (node["race_lap"] ?? node["lap"])?.int64.map { "lap \($0)" } ?? "" }
    guard let period = node["period"]?.int64, let seconds = node["clock_s"]?.double, (1...5).contains(period)
    else { return "" }
    return MatchPosition(period: Int(period), clock: seconds).description
  }

  private func place(_ record: ReadRecord) -> String { "\(record.partition) \(record.offset)" }
}
