import Formats

/// Frames as JSON, for producers made by hand; the log holds them as protobuf (`FrameCodec`).
extension Frame {
  init(_ fields: RecordFields) throws(RecordError) {
    guard let time = try fields.optionalTime("time") else { throw fields.error("time", "missing") }
    var objects: [TrackedObject] = []
    for object in try fields.objects("objects", limit: 64) ?? [] {
      guard let place = try object.optionalPoint("x", "y") else { throw object.error("x", "missing") }
      objects.append(
        TrackedObject(
          object: UInt32(try object.int("object")), x: Float(place.x), y: Float(place.y),
          speed: Float(try object.optionalDouble("speed_mps", in: 0...100) ?? .nan),
          flags: UInt32(try object.optionalInt("flags") ?? 0)))
    }
    self.init(
      matchID: try fields.id("match_id"), period: Int(try fields.int("period", in: 1...5)),
      number: UInt32(try fields.int("frame")), time: time, clock: try fields.double("clock_s"),
      isBallInPlay: try fields.optionalBool("ball_in_play"),
      ballHeight: try fields.optionalDouble("ball_height_m", in: -10...100).map { Float($0) },
      objects: objects)
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", matchID)
    writer.field("type", "frame")
    writer.field("period", period)
    writer.field("frame", Int(number))
    writer.field("time", time.description)
    writer.field("clock_s", rounded9(clock))
    writer.field("ball_in_play", isBallInPlay)
    writer.field("ball_height_m", ballHeight.map { rounded9(Double($0)) })
    writer.key("objects")
    writer.beginArray()
    for object in objects {
      writer.beginObject()
      writer.field("object", Int(object.object))
      writer.field("x", rounded9(Double(object.x)))
      writer.field("y", rounded9(Double(object.y)))
      if !object.speed.isNaN { writer.field("speed_mps", rounded9(Double(object.speed))) }
      if object.flags != 0 { writer.field("flags", Int(object.flags)) }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
