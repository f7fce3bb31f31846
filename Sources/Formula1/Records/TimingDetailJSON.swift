import Formats
import Records

extension TimingDetail {
  init(_ fields: RecordFields, _ kind: TimingKind) throws(RecordError) {
    switch kind {
    case .lap:
      self = .lap(
        Lap(
          lap: try fields.lap("lap"), lapTime: try fields.optionalDouble("lap_time_s", in: 0...86_400),
          position: try fields.optionalInt("position", in: 1...99).map(Int.init),
          statuses: try fields.statuses("track_statuses"),
          isDeleted: try fields.optionalBool("deleted") ?? false))
    case .sector:
      self = .sector(
        Sector(
          lap: try fields.lap("lap"), sector: Int(try fields.int("sector", in: 1...3)),
          seconds: try fields.double("seconds")))
    case .pitIn: self = .pitIn(lap: try fields.lap("lap"))
    case .pitOut: self = .pitOut(lap: try fields.lap("lap"))
    case .stint:
      self = .stint(
        Stint(
          number: Int(try fields.int("stint", in: 1...99)), startLap: try fields.lap("lap"),
          compound: try fields.optionalChoice("compound", Compound.self) ?? .unknown,
          compoundName: try fields.optionalString("compound_name"),
          age: try fields.optionalInt("tyre_age", in: 0...200).map(Int.init),
          isFresh: try fields.optionalBool("fresh")))
    case .gap:
      self = .gap(
        Gap(
          position: try fields.optionalInt("position", in: 1...99).map(Int.init),
          toLeader: try fields.optionalString("gap_to_leader").flatMap { GapText($0) },
          interval: try fields.optionalString("interval").flatMap { GapText($0) }))
    case .trackStatus: self = .trackStatus(try fields.choice("status", TrackStatus.self))
    case .raceControl:
      self = .raceControl(
        RaceControl(
          message: try fields.string("message"), category: try fields.optionalString("category"),
          flag: try fields.optionalString("flag")))
    case .weather:
      self = .weather(
        Weather(
          air: try fields.optionalDouble("air_c", in: -60...70),
          track: try fields.optionalDouble("track_c", in: -60...90),
          isRaining: try fields.optionalBool("rain") ?? false,
          wind: try fields.optionalDouble("wind_mps", in: 0...120),
          humidity: try fields.optionalDouble("humidity_percent", in: 0...100)))
    case .lapCount: self = .lapCount(total: Int(try fields.int("laps", in: 1...200)))
    case .retirement: self = .retirement
    case .penalty:
      self = .penalty(
        Penalty(
          kind: try fields.choice("penalty", Penalty.Kind.self),
          seconds: try fields.optionalDouble("seconds", in: 0...600) ?? 0,
          isServed: try fields.optionalBool("served") ?? false))
    }
  }

  func writeFields(into writer: inout JSONWriter) {
    switch self {
    case .lap(let lap):
      writer.field("lap", lap.lap)
      writer.field("lap_time_s", lap.lapTime.map(rounded9))
      writer.field("position", lap.position)
      writer.key("track_statuses")
      writer.beginArray()
      for status in lap.statuses.list { writer.value(status.rawValue) }
      writer.endArray()
      if lap.isDeleted { writer.field("deleted", true) }
    case .sector(let sector):
      writer.field("lap", sector.lap)
      writer.field("sector", sector.sector)
      writer.field("seconds", rounded9(sector.seconds))
    case .pitIn(let lap), .pitOut(let lap): writer.field("lap", lap)
    case .stint(let stint):
      writer.field("stint", stint.number)
      writer.field("lap", stint.startLap)
      writer.field("compound", stint.compound.rawValue)
      writer.field("compound_name", stint.compoundName)
      writer.field("tyre_age", stint.age)
      writer.field("fresh", stint.isFresh)
    case .gap(let gap):
      writer.field("position", gap.position)
      writer.field("gap_to_leader", gap.toLeader?.text)
      writer.field("interval", gap.interval?.text)
    case .trackStatus(let status): writer.field("status", status.rawValue)
    case .raceControl(let control):
      writer.field("message", control.message)
      writer.field("category", control.category)
      writer.field("flag", control.flag)
    case .weather(let weather):
      writer.field("air_c", weather.air.map(rounded9))
      writer.field("track_c", weather.track.map(rounded9))
      writer.field("rain", weather.isRaining)
      writer.field("wind_mps", weather.wind.map(rounded9))
      writer.field("humidity_percent", weather.humidity.map(rounded9))
    case .lapCount(let total): writer.field("laps", total)
    case .retirement, .none: break
    case .penalty(let penalty):
      writer.field("penalty", penalty.kind.rawValue)
      writer.field("seconds", rounded9(penalty.seconds))
      writer.field("served", penalty.isServed)
    }
  }
}

extension RecordFields {
  fileprivate func lap(_ name: StaticString) throws(RecordError) -> Int { Int(try int(name, in: 1...200)) }

  fileprivate func statuses(_ name: StaticString) throws(RecordError) -> TrackStatuses {
    guard let array = node[name], !array.isNull else { return [] }
    guard array.kind == .array, array.count <= 20 else { throw error(name, "no array of track statuses") }
    var statuses: TrackStatuses = []
    for element in array.elements {
      guard let status = element.string.flatMap({ TrackStatus(rawValue: $0) }) else {
        throw error(name, "holds something that is no track status")
      }
      statuses.insert(TrackStatuses(status))
    }
    return statuses
  }
}
