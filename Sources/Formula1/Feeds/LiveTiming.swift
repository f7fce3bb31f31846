import Formats

/// Turns the updates of F1's live timing into records: what an update leaves out stays as it was.
struct LiveTiming {
  private(set) var records: [TimingRecord] = []
  private let announcement: RaceAnnouncement
  private var drivers: [Int: String] = [:]
  private var cars: [String: Car] = [:]
  private var counts: [String: Int] = [:]
  private var raceLap = 1
  private var status = TrackStatus.clear

  private struct Car {
    var laps = 0
    var position: Int?
    var isInPit = false
    var isOut = false
    var stints: [Int: Stint] = [:]
    /// The newest lap as told, to be revised by what comes late.
    var lap: (lap: Lap, at: Double)?
    var statuses: TrackStatuses = []
    var gap = Gap()
  }

  init(_ announcement: RaceAnnouncement) {
    self.announcement = announcement
    for entry in announcement.entries { if let number = entry.number { drivers[number] = entry.driver } }
  }

  mutating func take(_ node: JSONNode, stream: String, at: Double) {
    switch stream {
    case "TimingData":
      for (name, line) in node["Lines"]?.fields.map({ ($0, $1) }) ?? [] {
        if let driver = Int("\(name)").flatMap({ drivers[$0] }) { takeLine(line, driver, at) }
      }
    case "TimingAppData":
      for (name, line) in node["Lines"]?.fields.map({ ($0, $1) }) ?? [] {
        guard let driver = Int("\(name)").flatMap({ drivers[$0] }), let stints = line["Stints"] else {
          continue
        }
        var changes: [(Int, Stint?, JSONNode)] = []
        stints.forEachIndexed { changes.append(($0, nil, $1)) }
        for (index, _, change) in changes { takeStint(change, index, driver, at) }
      }
    case "TrackStatus":
      guard let status = node["Status"]?.string?.utf8.first.flatMap({ TrackStatus(code: $0) }) else { return }
      self.status = status
      for driver in cars.keys { cars[driver]?.statuses.insert(TrackStatuses(status)) }
      add("status-\(next("status"))", at, nil, .trackStatus(status))
    case "RaceControlMessages":
      var messages: [JSONNode] = []
      node["Messages"]?.forEachIndexed { messages.append($1) }
      for message in messages { takeMessage(message, at) }
    case "WeatherData":
      add(
        "weather-\(next("weather"))", at, nil,
        .weather(
          Weather(
            air: node["AirTemp"]?.decimal, track: node["TrackTemp"]?.decimal,
            isRaining: (node["Rainfall"]?.decimal ?? 0) > 0, wind: node["WindSpeed"]?.decimal,
            humidity: node["Humidity"]?.decimal)))
    case "LapCount":
      if let lap = node["CurrentLap"]?.number { raceLap = max(raceLap, lap) }
      if let total = node["TotalLaps"]?.number {
        add("lap_count", at, nil, .lapCount(total: total), revision: next("lap_count") - 1)
      }
    default: return
    }
  }

  private mutating func takeLine(_ line: JSONNode, _ driver: String, _ at: Double) {
    var car = cars[driver] ?? Car()
    defer { cars[driver] = car }
    if car.statuses.isEmpty { car.statuses = TrackStatuses(status) }
    if let position = line["Position"]?.number { car.position = position }
    line["Sectors"]?.forEachIndexed { index, sector in
      guard let seconds = sector["Value"]?.string.flatMap({ GapText.seconds($0) }) else { return }
      let lap = car.laps + 1
      add(
        "sector-\(driver)-\(lap)-\(index + 1)", at, driver,
        .sector(Sector(lap: lap, sector: index + 1, seconds: seconds)),
        revision: next("sector-\(driver)-\(lap)-\(index + 1)") - 1)
    }
    takePits(line, driver, at, &car)
    let lapTime = line["LastLapTime"]?["Value"]?.string.flatMap { GapText.seconds($0) }
    if let laps = line["NumberOfLaps"]?.number, laps > car.laps {
      car.laps = laps
      let lap = Lap(lap: laps, lapTime: lapTime, position: car.position, statuses: car.statuses)
      car.lap = (lap, at)
      car.statuses = TrackStatuses(status)
      add("lap-\(driver)-\(laps)", at, driver, .lap(lap))
    } else if let lapTime, let last = car.lap, last.lap.lapTime == nil {
      // The time came after the count.
      var lap = last.lap
      lap.lapTime = lapTime
      car.lap = (lap, last.at)
      revise(lap, last.at, driver)
    }
    takeGap(line, driver, at, &car)
    let isOut = line["Retired"]?.truth ?? line["Stopped"]?.truth
    if let isOut, isOut != car.isOut {
      car.isOut = isOut
      let revision = next("retirement-\(driver)") - 1
      records.append(
        TimingRecord(
          matchID: announcement.matchID, id: "retirement-\(driver)", revision: Int64(revision),
          isWithdrawn: !isOut, time: announcement.start + at, sessionTime: at, raceLap: raceLap,
          driver: driver,
          detail: isOut ? .retirement : .none(.retirement)))
    }
  }

  private mutating func takePits(_ line: JSONNode, _ driver: String, _ at: Double, _ car: inout Car) {
    guard let isInPit = line["InPit"]?.truth, isInPit != car.isInPit else { return }
    car.isInPit = isInPit
    // Before the first lap it is the way to the grid.
    guard car.laps > 0 else { return }
    let lap = car.laps + 1
    add(
      "\(isInPit ? "pit_in" : "pit_out")-\(driver)-\(lap)", at, driver,
      isInPit ? .pitIn(lap: lap) : .pitOut(lap: lap))
  }

  private mutating func takeGap(_ line: JSONNode, _ driver: String, _ at: Double, _ car: inout Car) {
    let before = car.gap
    car.gap.position = car.position
    if let text = line["GapToLeader"]?.string { car.gap.toLeader = GapText(text) }
    if let text = line["IntervalToPositionAhead"]?["Value"]?.string { car.gap.interval = GapText(text) }
    guard car.gap != before, line["GapToLeader"] != nil || line["IntervalToPositionAhead"] != nil else {
      return
    }
    add("gap-\(driver)", at, driver, .gap(car.gap), revision: next("gap-\(driver)") - 1)
  }

  private mutating func takeStint(_ change: JSONNode, _ index: Int, _ driver: String, _ at: Double) {
    let laps = cars[driver]?.laps ?? 0
    var stint =
      cars[driver]?.stints[index] ?? Stint(number: index + 1, startLap: laps + 1, compound: .unknown)
    let before = cars[driver]?.stints[index]
    if let text = change["Compound"]?.string { stint.compound = Compound(rawValue: text) ?? .unknown }
    if let age = change["StartLaps"]?.number { stint.age = age }
    if let isNew = change["New"]?.truth { stint.isFresh = isNew }
    guard stint != before else { return }
    cars[driver, default: Car()].stints[index] = stint
    add(
      "stint-\(driver)-\(index + 1)", at, driver, .stint(stint),
      revision: next("stint-\(driver)-\(index + 1)") - 1)
  }

  private mutating func takeMessage(_ node: JSONNode, _ at: Double) {
    guard let message = node["Message"]?.string else { return }
    let number = next("race_control")
    add(
      "race_control-\(number)", at, nil,
      .raceControl(
        RaceControl(message: message, category: node["Category"]?.string, flag: node["Flag"]?.string)))
    if let (driver, penalty) = Penalty.read(message), drivers.values.contains(driver) {
      takePenalty(penalty, driver, at)
    } else if let (driver, lap) = DeletedLap.read(message), let car = cars[driver]?.lap, car.lap.lap == lap {
      var deleted = car.lap
      deleted.isDeleted = true
      revise(deleted, car.at, driver)
    }
  }

  private mutating func takePenalty(_ penalty: Penalty, _ driver: String, _ at: Double) {
    // Served means the oldest one that is open.
    let name = "penalty-\(driver)"
    if penalty.isServed {
      let served = next("\(name)-served")
      add("\(name)-\(served)", at, driver, .penalty(penalty), revision: 1)
    } else {
      add("\(name)-\(next(name))", at, driver, .penalty(penalty))
    }
  }

  private mutating func revise(_ lap: Lap, _ at: Double, _ driver: String) {
    let id = "lap-\(driver)-\(lap.lap)"
    add(id, at, driver, .lap(lap), revision: next(id))
  }

  private mutating func next(_ name: String) -> Int {
    counts[name, default: 0] += 1
    return counts[name] ?? 1
  }

  private mutating func add(
    _ id: String, _ at: Double, _ driver: String?, _ detail: TimingDetail, revision: Int = 0
  ) {
    records.append(
      TimingRecord(
        matchID: announcement.matchID, id: id, revision: Int64(revision), time: announcement.start + at,
        sessionTime: at, raceLap: raceLap, driver: driver, detail: detail))
  }
}

/// Race control's words about a lap time that does not stand.
enum DeletedLap {
  /// `CAR 44 (HAM) TIME 1:35.101 DELETED - TRACK LIMITS AT TURN 4 LAP 13 16:10:11`.
  static func read(_ message: String) -> (driver: String, lap: Int)? {
    let text = message.uppercased()
    guard text.contains("DELETED"), let open = text.firstIndex(of: "(") else { return nil }
    let driver = String(text[text.index(after: open)...].prefix { $0 != ")" })
    let words = text.split(separator: " ")
    guard driver.utf8.count == 3, let place = words.lastIndex(of: "LAP"), place + 1 < words.count,
      let lap = Int(words[place + 1])
    else { return nil }
    return (driver, lap)
  }
}
