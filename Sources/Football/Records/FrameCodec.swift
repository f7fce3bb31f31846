import Formats

/// Position frames as protobuf (`topics/schemas/frame.proto`): columns packed side by side, about 500 bytes for 23
/// objects. One frame has one encoding: the same frame gives the same bytes.
public enum FrameCodec {
  /// 22 players, a ball, officials, and room for more.
  public static let maxObjects = 64

  /// Reads a frame. Fields that it does not know are passed over, so that newer producers can add some.
  ///
  /// - Throws: `RecordError` for a message that is cut or malformed, lacks match, period, time or clock, has columns of
  ///   different lengths or more than `maxObjects` objects, or numbers that no pitch has.
  public static func decode(_ bytes: RawSpan) throws(RecordError) -> Frame {
    var columns = Columns()
    do { try columns.read(bytes) } catch { throw RecordError(error.description) }
    return try columns.frame()
  }

  /// Writes a frame.
  ///
  /// - Throws: `RecordError` where `decode` would refuse what it wrote.
  public static func encode(_ frame: Frame) throws(RecordError) -> [UInt8] {
    var writer = ProtobufWriter(capacity: 600)
    try encode(frame, into: &writer)
    return writer.bytes
  }

  /// The same into a writer that is kept between frames; what it held is dropped.
  public static func encode(_ frame: Frame, into writer: inout ProtobufWriter) throws(RecordError) {
    try check(frame)
    writer.removeAll()
    writer.string(1, frame.matchID)
    writer.uint32(2, UInt32(frame.period))
    writer.fixed64(3, UInt64(bitPattern: frame.time.microseconds))
    if frame.number != 0 { writer.uint32(4, frame.number) }
    writer.packedFixed32(5, frame.objects.lazy.map(\.object))
    writer.packedFloats(6, frame.objects.lazy.map(\.x))
    writer.packedFloats(7, frame.objects.lazy.map(\.y))
    writer.packedFloats(8, frame.objects.lazy.map(\.speed))
    writer.packedFixed32(9, frame.objects.lazy.map(\.flags))
    if let height = frame.ballHeight { writer.float(10, height) }
    writer.uint64(11, UInt64((frame.clock * 1e6).rounded()))
    if let inPlay = frame.isBallInPlay { writer.bool(12, inPlay) }
  }

  static func check(_ frame: Frame) throws(RecordError) {
    guard Identifier.isValid(frame.matchID) else { throw RecordError(field: "match_id", "missing or no id") }
    guard (1...5).contains(frame.period) else {
      throw RecordError(field: "period", "\(frame.period) is not between 1 and 5")
    }
    guard (0...86_400).contains(frame.clock) else {
      throw RecordError(field: "clock_us", "\(frame.clock) s is not between 0 and 86400")
    }
    if let height = frame.ballHeight, !(-10...100).contains(height) {
      throw RecordError(field: "ball_height", "\(height) is not between -10 and 100")
    }
    guard frame.objects.count <= maxObjects else {
      throw RecordError(field: "object_id", "\(frame.objects.count) objects, more than \(maxObjects)")
    }
    for object in frame.objects {
      guard object.x.magnitude <= 1000, object.y.magnitude <= 1000 else {
        throw RecordError(
          field: "x", "object \(object.object) is at (\(object.x), \(object.y)), far off any pitch")
      }
      guard object.speed.isNaN || (0...100).contains(object.speed) else {
        throw RecordError(field: "speed", "\(object.speed) m/s is not between 0 and 100")
      }
      guard object.object <= UInt32(Int32.max) else {
        throw RecordError(field: "object_id", "\(object.object) is too large")
      }
    }
  }
}
