import Football
import Formats
import Kafka
import Testing

@testable import Pipeline

@Suite struct RecordTextTests {
  private var text = RecordText(names: Names(prefix: ""), showsMatch: false)

  private func record(_ topic: String, _ json: String?) -> ReadRecord {
    ReadRecord(partition: TopicPartition(topic, 0), offset: 7, value: json.map { Array($0.utf8) })
  }

  private mutating func line(_ topic: String, _ json: String) -> TextLine? {
    text.lines(record(topic, json)).first
  }

  @Test mutating func aShot() {
    let line = line(
      "match.m.xgoals",
      #"""
      {"match_id":"m","id":"1","revision":3,"withdrawn":false,"period":1,"clock_s":2830,"team":"Nürnberg",
      "player":"Duah","xgoals":0.3061,"goal":true,"outcome":"goal","body_part":"right_foot","distance_m":10.26,
      "angle_deg":38.4,"totals":{"home":{"xgoals":0.3},"away":{"xgoals":0.685}}}
      """#)
    #expect(
      line?.text
        == "45+2:10  xgoals       0.306  Duah (Nürnberg)  GOAL · right foot · 10.3 m, 38° · xGoals 0.30 : 0.69"
    )
    #expect(line?.weight == .strong)
  }

  @Test mutating func aSetPieceAndItsWithdrawal() {
    let json =
      #"{"id":"c1","withdrawn":false,"period":2,"clock_s":7,"kind":"corner","team":"Nürnberg","score":0.182,"#
    let taken = line(
      "facts.setpieces",
      json + #""grade":"average","xgoals":0.024,"goals":0,"own_goals":0,"shots":[{"id":"s"}]}"#)
    #expect(
      taken?.text == "  45:07  setpieces    0.182  corner, Nürnberg · 1 shot, average, xGoals 0.024")
    let gone = line("facts.setpieces", #"{"id":"c1","withdrawn":true,"match_id":"m"}"#)
    #expect(gone?.text == "         setpieces    withdrawn  c1")
    #expect(gone?.weight == .dim)
  }

  @Test mutating func theMatchIsNamedWhereSeveralAreRead() {
    text = RecordText(names: Names(prefix: ""), showsMatch: true)
    let line = line(
      "facts.appearances",
      #"{"match_id":"m-1","withdrawn":false,"period":2,"clock_s":1080,"state":"live","minutes":64.9,"home":{"team":"A","goals":1},"away":{"team":"B","goals":0}}"#
    )
    #expect(line?.text == "m-1                 63:00  appearances  live  A 1:0 B  64'")
  }

  @Test mutating func aFactThatNobodyHasWordsForShowsItsNumbers() {
    let line = line(
      "match.m.saves",
      #"{"match_id":"m","id":"1","withdrawn":false,"period":1,"clock_s":61,"diving":true,"keeper":"p 1","share":0.319}"#
    )
    #expect(line?.text == "   1:01  saves        diving · keeper p 1 · share 0.32")
  }

  @Test mutating func duelsSprintsAndChains() {
    let head = #"{"match_id":"m","id":"1","withdrawn":false,"period":1,"clock_s":61,"#
    let duel = line(
      "match.m.duels",
      head
        + #""kind":"aerial","decided":true,"winner":"A","winner_team":"X","loser_id":"b","loser_team":"Y","#
        + #""defensive":"winner","loss_caused":true}"#
    )
    #expect(
      duel?.text
        == "   1:01  duels        aerial  A (X) against b (Y) · defensive for the winner, loss caused")
    let open = line(
      "match.m.duels", head + #""kind":"ground","decided":false,"player_id":"p","team_id":"t"}"#)
    #expect(open?.text == "   1:01  duels        ground  nobody's  p (t)")
    let sprint = line(
      "match.m.sprints",
      head + #""player":"A","team":"X","top_speed_kmh":33.12,"duration_s":4.24,"distance_m":32.96}"#)
    #expect(sprint?.text == "   1:01  sprints      33.1 km/h  A (X) · 4.2 s, 33.0 m")
    let chain = line(
      "match.m.chains",
      head
        + #""player":"A","team":"X","xgoals":0.3061,"goal":true,"passer":"B","pass_xpass":0.64,"second_passer_id":"c"}"#
    )
    #expect(chain?.text == "   1:01  chains       0.306  A (X)  GOAL · pass B (0.640) · before it c")
    #expect(chain?.weight == .strong)
  }

  @Test mutating func badgesAndCards() {
    let head = #"{"ranking":"skill","season":"s","revision":4,"trigger":{"match_id":"m"},"#
    let gained = line(
      "rankings.skill",
      head
        + #""kind":"finisher","subject":"p","name":"A","team":"X","gained":true,"rank":9,"previous_rank":12,"score":0.5731}"#
    )
    #expect(
      gained?.text == "         badge        finisher badge  A (X)  9. (0.573)" && gained?.weight == .strong)
    let lost = line(
      "rankings.skill",
      head + #""kind":"finisher","subject":"p","gained":false,"rank":11,"previous_rank":10}"#)
    #expect(lost?.text == "         badge        finisher badge lost  p, now 11.")
    let cards = text.lines(
      record(
        "rankings.skill",
        head
          + #""cards":[{"subject":"p","name":"A","team":"X","minutes":90,"initiator":{"rank":87,"of":412,"badge":false},"finisher":{"rank":9,"of":412,"badge":true}},{"subject":"q","minutes":0}]}"#
      ))
    #expect(
      cards.map(\.text) == [
        "         card         A (X)  initiator 87/412 · finisher 9/412 ★",
        "         card         q  no ranks yet",
      ])
  }

  @Test mutating func whatIsNoRecordIsShownAsSuch() {
    #expect(line("x", "kaputt")?.text == "x[0] 7  6 bytes, no JSON object: kaputt")
    #expect(text.lines(record("x", nil)).first?.text == "x[0] 7  (empty)")
  }

  @Test mutating func aRankingShowsMovementAgainstWhatWasSeenBefore() throws {
    func update(_ entries: String) -> String {
      #"{"ranking":"setpiecethreat","season":"s","kind":"corner_attack","trigger":{"match_id":"m"},"entries":[\#(entries)]}"#
    }
    func entry(_ subject: String, _ rank: Int, before: Int? = nil) -> String {
      let previous = before.map { #""previous_rank":\#($0)"# } ?? ""
      return
        #"{"subject":"\#(subject)","name":"\#(subject)","score":0.5,"rank":\#(rank),"components":{\#(previous)}}"#
    }
    let first = text.lines(
      record("rankings.setpiecethreat", update("\(entry("B", 2)),\(entry("A", 1, before: 3))")))
    #expect(first.count == 3)
    #expect(first[0].text.contains("setpiecethreat · corner attack · s"))
    #expect(first[1].text.contains(" 1 ▲2    A") && first[1].text.hasSuffix("+0.500"))
    #expect(first[2].text.contains(" 2 new   B"))
    let second = text.lines(
      record("rankings.setpiecethreat", update(#"\#(entry("A", 2)),{"subject":"B","withdrawn":true}"#)))
    #expect(second[1].text.contains(" 2 ▼1    A"))
    #expect(second[2].text.contains("left: B"))
  }

  @Test mutating func ofALongUpdateTheTopIsShown() {
    let entries = (1...9).map { #"{"subject":"t\#($0)","score":0,"rank":\#($0),"components":{}}"# }
    let lines = text.lines(
      record(
        "rankings.r",
        #"{"ranking":"r","season":"s","kind":"k","entries":[\#(entries.joined(separator: ","))]}"#))
    #expect(lines.count == 7)
    #expect(lines[6].text.hasSuffix("… 4 more changed"))
  }

  @Test mutating func aFrame() throws {
    let frame = Frame(
      matchID: "m", period: 1, number: 12, time: Timestamp(milliseconds: 0), clock: 61.5,
      objects: [TrackedObject(object: 0, x: 10.54, y: -3)])
    var writer = ProtobufWriter(capacity: 600)
    try FrameCodec.encode(frame, into: &writer)
    var record = record("match.m.feed", nil)
    record.value = writer.bytes.withUnsafeBytes { Array($0) }
    record.isProtobuf = true
    #expect(text.lines(record).first?.text == "   1:01  frame        12  1 objects  ball 10.5, -3.0 m")
    let json = String(decoding: record.json(JSONParser(maxBytes: 1 << 20)), as: UTF8.self)
    #expect(json.hasPrefix(#"{"match_id":"m","type":"frame","period":1,"frame":12,"#))
  }

  @Test func jsonIsTheRecordItself() {
    let parser = JSONParser(maxBytes: 1 << 20)
    func json(_ value: String?) -> String {
      String(decoding: record("t", value).json(parser), as: UTF8.self)
    }
    #expect(json(#"{"b":1.50, "a":null}"#) == #"{"b":1.50, "a":null}"#)
    #expect(json("ka\"putt") == #""ka\"putt""#)
    #expect(json(nil) == "null")
  }

  @Test func movement() {
    #expect(Movement(3, 1).text == "▲2")
    #expect(Movement(1, 4).text == "▼3")
    #expect(Movement(2, 2).text == "=")
    #expect(Movement(nil, 2).text == "new")
  }

  @Test func numbers() {
    #expect(decimals(-0.0004, 3) == "0.000")
    #expect(decimals(2.345, 2) == "2.35" || decimals(2.345, 2) == "2.34")
    #expect(signed(0.25, 3) == "+0.250")
    #expect(signed(0.0001, 3) == "0.000")
    #expect(signed(-1, 1) == "-1.0")
  }
}
