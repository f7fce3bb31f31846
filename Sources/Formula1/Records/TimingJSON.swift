import Formats
import Records

extension TimingRecord {
  public init(_ fields: RecordFields) throws(RecordError) {
    let isWithdrawn = try fields.optionalBool("withdrawn") ?? false
    let kind = try fields.optionalChoice("type", TimingKind.self)
    self.init(
      matchID: try fields.id("match_id"), id: try fields.eventID("id"),
      revision: try fields.optionalInt("revision", in: 0...Int64.max) ?? 0, isWithdrawn: isWithdrawn,
      time: try fields.optionalTime("time"), driver: try fields.optionalID("driver"), detail: .none(kind))
    // A withdrawal needs no more than the id; what else it says is not trusted.
    if isWithdrawn { return }
    guard let kind else { throw fields.error("type", "missing") }
    guard let at = try fields.optionalDouble("session_s", in: 0...86_400) else {
      throw fields.error("session_s", "missing")
    }
    sessionTime = at
    raceLap = Int(try fields.optionalInt("race_lap", in: 0...200) ?? 0)
    if driver == nil, kind.isOfCar {
      throw fields.error("driver", "missing: a \(kind.rawValue) needs its car")
    }
    detail = try TimingDetail(fields, kind)
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", matchID)
    writer.field("type", detail.kind?.rawValue)
    writer.field("id", id)
    writer.field("revision", revision)
    if isWithdrawn { writer.field("withdrawn", true) }
    writer.field("time", time?.description)
    if !isWithdrawn {
      writer.field("session_s", rounded9(sessionTime))
      writer.field("race_lap", raceLap)
      writer.field("driver", driver)
      detail.writeFields(into: &writer)
    }
    writer.endObject()
  }
}

extension TimingKind {
  /// What concerns one car must name it.
  var isOfCar: Bool {
    switch self {
    case .trackStatus, .raceControl, .weather, .lapCount: false
    default: true
    }
  }
}
