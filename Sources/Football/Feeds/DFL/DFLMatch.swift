import Formats

/// The files of one DFL match: match information, and events, positions or both.
struct DFLMatch: Sendable, Equatable {
  var information: String
  var events: String?
  var positions: [String]

  /// The matches of the files, by the `MatchId` in each.
  static func list(_ files: [FeedFile]) throws(FeedError) -> [MatchFiles] {
    var matches: [MatchFiles] = []
    for key in Set(files.compactMap(\.key)).sorted() {
      let own = files.filter { $0.key == key }
      let positions = own.filter { $0.kind == .dflPositions }.map(\.path)
      let events = own.filter { $0.kind == .dflEvents }.map(\.path)
      guard let first = (events + positions).first else { continue }
      guard let information = own.first(where: { $0.kind == .dflInformation })?.path else {
        throw FeedError(
          file: first, "there is no match information of \(key) beside it: put its matchinformation.xml there"
        )
      }
      guard events.count <= 1 else {
        throw FeedError(file: events[1], "a second file of events of \(key), after \(events[0])")
      }
      let (match, _) = try DFLInformation.read(path: information)
      let content = DFLMatch(information: information, events: events.first, positions: positions)
      matches.append(
        MatchFiles(
          format: .dfl, matchID: match.matchID, files: [first] + (own.map(\.path).filter { $0 != first }),
          title: "\(match.home.name) – \(match.away.name)", kickOff: match.kickOff, content: .dfl(content)))
    }
    return matches
  }

  /// Reads everything before it gives anything: events are out of order, and positions come person by person.
  func read(_ body: (FeedRecord) throws -> Void) throws {
    let (match, halves) = try DFLInformation.read(path: information)
    let messages = try events.map { path throws(FeedError) in try DFLMessages.read(path: path) } ?? []
    let positions = try readPositions(match)
    let periods = DFLPeriods(messages, kickOff: match.kickOff, firstFrames: positions?.firstTimes ?? [:])
    let reader = DFLEvents(match: match, periods: periods, path: events ?? information)
    let spans = periods.spans.map { span in
      var span = span
      if span.length == nil, span.number <= halves.count { span.length = halves[span.number - 1] }
      return span
    }
    let log = LogOrder(announcement: match, periods: spans, events: try reader.events(messages))
    try log.write(frames: positions?.frames(matchID: match.matchID, periods: spans), to: body)
  }

  private func readPositions(_ match: MatchAnnouncement) throws(FeedError) -> DFLPositions? {
    guard !positions.isEmpty else { return nil }
    let spill = try DFLPositions(players: match.players)
    for path in positions { try readingFeed(path) { try XMLReader.read(ByteSource(path: path), spill) } }
    try spill.finish()
    return spill
  }
}
