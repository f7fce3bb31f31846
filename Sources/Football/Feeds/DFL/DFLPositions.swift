import Formats
import Glibc

/// Reads a DFL positions file, which holds one `FrameSet` for each person and half, into a spill from which frames of
/// all persons can be read instant by instant.
///
/// The spill is a temporary file of 40 bytes a position (a match: about 150 MB), deleted as soon as it is open, so
/// that nothing is left behind whatever happens. Memory: 256 KB here, then 16 KB for each FrameSet of the half.
/// `S` is km/h; persons who are not in the announcement (referees) are left out.
final class DFLPositions: XMLHandler {
  /// One FrameSet in the spill.
  struct Track {
    var period: Int
    var object: UInt32
    var start: Int
    var count: Int
  }

  /// A position as it lies in the spill.
  struct Row: BitwiseCopyable {
    var time: Int64
    var number: UInt32
    var x: Float
    var y: Float
    var speed: Float
    var height: Float
    /// 0 unknown, 1 stopped, 2 in play.
    var status: UInt32
  }

  private(set) var tracks: [Track] = []
  /// Time of the first frame of each period.
  private(set) var firstTimes: [Int: Timestamp] = [:]
  let spill: SpillFile<Row>
  private let objects: [String: UInt32]
  private var current: Track?
  private var lastNumber = 0

  init(players: [Player]) throws(FeedError) {
    var objects: [String: UInt32] = [:]
    for player in players { objects[player.id] = player.object }
    self.objects = objects
    spill = try SpillFile()
  }

  func start(_ element: borrowing XMLElement) throws {
    switch element.name {
    case "Frame": if current != nil { try takeFrame(element.attributes) }
    case "FrameSet": try beginTrack(element.attributes)
    default: break
    }
  }

  func end(_ name: String) throws {
    guard name == "FrameSet", let track = current else { return }
    if track.count > 0 { tracks.append(track) }
    current = nil
  }

  func finish() throws(FeedError) { try spill.flush() }

  /// All frames in order, from the start of each period on.
  func frames(matchID: String, periods: [PeriodSpan]) -> any FrameSequence {
    DFLFrames(matchID: matchID, periods: periods, tracks: tracks, spill: spill)
  }

  private func beginTrack(_ attributes: borrowing XMLAttributes) throws {
    let section = try attributes.requireString("GameSection")
    guard let period = DFLSection.period(section) else {
      throw attributes.error("the attribute GameSection is no period: \"\(section.prefix(40))\"")
    }
    let person = try attributes.requireString("PersonId")
    let team = attributes["TeamId"]
    let isBall = team == "BALL" || team == "Ball"
    guard let object = isBall ? TrackedObject.ball : objects[person] else {
      current = nil
      return
    }
    guard tracks.count < 1000 else { throw attributes.error("more than 1,000 FrameSets") }
    current = Track(period: period, object: object, start: spill.count, count: 0)
    lastNumber = -1
  }

  private func takeFrame(_ attributes: borrowing XMLAttributes) throws {
    let number = try attributes.requireInt("N")
    guard number > lastNumber, let small = UInt32(exactly: number) else {
      throw attributes.error("frame N=\"\(number)\" is not after the one before it")
    }
    lastNumber = number
    let time = try attributes.requireTime("T")
    if let period = current?.period, time < firstTimes[period] ?? Timestamp(microseconds: .max) {
      firstTimes[period] = time
    }
    let status = try attributes.optionalInt("BallStatus")
    try spill.append(
      Row(
        time: time.microseconds, number: small, x: Float(try attributes.requireDouble("X")),
        y: Float(try attributes.requireDouble("Y")),
        speed: try attributes.optionalDouble("S").map { Float($0 / 3.6) } ?? .nan,
        height: try attributes.optionalDouble("Z").map { Float($0) } ?? .nan,
        status: status.map { $0 == 1 ? 2 : 1 } ?? 0))
    current?.count += 1
  }
}
