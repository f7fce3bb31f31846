import Formats

/// Reads a DFL match information file: teams, players, pitch, planned kick-off.
///
/// Ids stay as they are (`DFL-MAT-J03WPY`). The season's id joins competition and season
/// (`DFL-COM-000002-DFL-SEA-0001K6`), since the DFL's own is shared by its leagues. Players get their number in
/// frames here: 1, 2, … in the order home, away, as listed.
final class DFLInformation: XMLHandler {
  private var general: MatchAnnouncement?
  private var homeID = ""
  private var length = Pitch.standardLength
  private var width = Pitch.standardWidth
  private var team = ""
  private var listed: [Player] = []
  /// Seconds of the halves, where told: index 0 is the first.
  private var totals: [Double?] = [nil, nil]

  /// The announcement and the lengths of the halves, seconds.
  static func read(path: String) throws(FeedError) -> (announcement: MatchAnnouncement, halves: [Double?]) {
    let handler = DFLInformation()
    try readingFeed(path) { try XMLReader.read(ByteSource(path: path), handler) }
    guard var match = handler.general else {
      throw FeedError(file: path, field: "General", "the element is missing: no match information")
    }
    match.pitchLength = handler.length
    match.pitchWidth = handler.width
    let sides = [match.home.id, match.away.id]
    match.players = sides.flatMap { side in handler.listed.filter { $0.teamID == side } }
    for place in match.players.indices { match.players[place].object = UInt32(place + 1) }
    return (match, handler.totals)
  }

  func start(_ element: borrowing XMLElement) throws {
    let attributes = element.attributes
    switch element.name {
    case "General": try takeGeneral(attributes)
    case "Environment":
      length = try attributes.optionalDouble("PitchX") ?? length
      width = try attributes.optionalDouble("PitchY") ?? width
    case "Team": team = try attributes.requireID("TeamId")
    case "Player": try takePlayer(attributes)
    case "OtherGameInformation":
      totals = [
        try attributes.optionalDouble("TotalTimeFirstHalf").map { $0 / 1000 },
        try attributes.optionalDouble("TotalTimeSecondHalf").map { $0 / 1000 },
      ]
    default: break
    }
  }

  private func takeGeneral(_ attributes: borrowing XMLAttributes) throws {
    let competition = try attributes.requireID("CompetitionId")
    let season = try attributes.requireID("SeasonId")
    general = MatchAnnouncement(
      matchID: try attributes.requireID("MatchId"), competition: competition,
      competitionName: attributes["CompetitionName"],
      season: Identifier.season(competition: competition, season: season), seasonName: attributes["Season"],
      kickOff: try attributes.requireTime("PlannedKickoffTime"),
      home: Team(
        id: try attributes.requireID("HomeTeamId"), name: try attributes.requireString("HomeTeamName")),
      away: Team(
        id: try attributes.requireID("GuestTeamId"), name: try attributes.requireString("GuestTeamName")),
      provider: "dfl")
  }

  private func takePlayer(_ attributes: borrowing XMLAttributes) throws {
    guard !team.isEmpty else { return }
    let position = attributes["PlayingPosition"]
    var names: [String] = []
    if let first = attributes["FirstName"] { names.append(first) }
    if let last = attributes["LastName"] { names.append(last) }
    let name: String = attributes["Shortname"] ?? names.joined(separator: " ")
    listed.append(
      Player(
        id: try attributes.requireID("PersonId"), teamID: team, name: name,
        shirtNumber: try attributes.optionalInt("ShirtNumber"), position: position,
        isStarter: try attributes.optionalBool("Starting") ?? false, isGoalkeeper: position == "TW"))
  }
}

extension XMLAttributes {
  /// An attribute that must be one of our ids.
  func requireID(_ name: StaticString) throws(XMLError) -> String {
    let text = try requireString(name)
    guard Identifier.isValid(text) else {
      throw error("the attribute \(name) is no id: \"\(text.prefix(80))\"")
    }
    return text
  }

  /// An attribute that must be a moment with its offset from UTC.
  func requireTime(_ name: StaticString) throws(XMLError) -> Timestamp {
    guard let time = withUTF8(name, { Timestamp(utf8: $0) }) else {
      throw error("the attribute \(name) is missing")
    }
    guard let time else {
      throw error("the attribute \(name) is no time with an offset: \"\((self[name] ?? "").prefix(40))\"")
    }
    return time
  }
}
