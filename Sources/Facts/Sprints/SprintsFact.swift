import Football
import Formats

/// One record for each sprint of a player, published when its run is over.
///
/// Frames are put in order first, so late ones (up to 1 s) change nothing of what is found. A sprint once found
/// stands: frames are not corrected. Who ran is taken from the newest announcement.
public struct SprintsFact: MatchFact {
  public static let name = "sprints"
  public static let reads: Set<FeedRecordType> = [.match, .frame]

  private var match: MatchAnnouncement?
  private var players: [UInt32: Player] = [:]
  private var queue: FrameQueue
  private var finder: SprintFinder
  private var sprints: [Sprint] = []

  public init(settings: FactSettings) {
    let rules = SprintRules(settings: settings)
    queue = FrameQueue(lateness: rules.lateness)
    finder = SprintFinder(rules: rules)
  }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    var found: [Sprint] = []
    switch record {
    case .frame(let frame):
      for frame in queue.take(frame) { finder.take(frame, &found) }
    case .match(let moment):
      switch moment.moment {
      case .announced:
        if let announcement = moment.announcement { announce(announcement, into: &output) }
      case .periodEnded: flush(through: moment.period ?? 0, &found)
      case .finished, .abandoned, .closed: flush(through: 5, &found)
      case .periodStarted: break
      }
    case .event, .recompute, .session, .timing: return
    }
    sprints += found
    for sprint in found { say(sprint, into: &output) }
  }

  private mutating func flush(through period: Int, _ found: inout [Sprint]) {
    for frame in queue.flush(through: period) { finder.take(frame, &found) }
    finder.finish(&found)
  }

  private mutating func announce(_ announcement: MatchAnnouncement, into output: inout FactOutput) {
    match = announcement
    players = [:]
    for player in announcement.players { if let object = player.object { players[object] = player } }
    for sprint in sprints { say(sprint, into: &output) }
  }

  private func say(_ sprint: Sprint, into output: inout FactOutput) {
    // Referees run too.
    guard let player = players[sprint.object] else { return output.withdraw(id: sprint.id) }
    output.assert(id: sprint.id, period: sprint.period, clock: sprint.start, time: sprint.time) { writer in
      writer.field("team_id", player.teamID)
      writer.field("team", match?.name(ofTeam: player.teamID))
      writer.field("player_id", player.id)
      writer.field("player", player.name)
      writer.field("end_clock_s", rounded9(sprint.end))
      writer.field("duration_s", rounded9(sprint.duration))
      writer.field("run_start_clock_s", rounded9(sprint.runStart))
      writer.field("run_end_clock_s", rounded9(sprint.runEnd))
      writer.field("top_speed_mps", rounded9(sprint.topSpeed))
      writer.field("top_speed_kmh", rounded9(sprint.topSpeed * 3.6))
      writer.field("mean_speed_mps", rounded9(sprint.meanSpeed))
      writer.field("distance_m", rounded9(sprint.distance))
      writer.field("from_x", rounded9(sprint.from.x))
      writer.field("from_y", rounded9(sprint.from.y))
      writer.field("to_x", rounded9(sprint.to.x))
      writer.field("to_y", rounded9(sprint.to.y))
      writer.field("speed_source", sprint.isMeasured ? "feed" : "positions")
    }
  }
}
