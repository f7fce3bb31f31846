import Formats

/// A frame as it lies on the wire, before its columns are joined.
struct Columns {
  private var matchID = ""
  private var period: UInt32 = 0
  private var time: UInt64?
  private var number: UInt32 = 0
  private var objects: [UInt32] = []
  private var x: [Float] = []
  private var y: [Float] = []
  private var speed: [Float] = []
  private var flags: [UInt32] = []
  private var height: Float?
  private var clock: UInt64?
  private var inPlay: Bool?

  mutating func read(_ bytes: RawSpan) throws(ProtobufError) {
    // Longer than any valid column: what is beyond is counted as an error, not kept.
    let most = FrameCodec.maxObjects + 1
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field {
      case 1: matchID = try reader.string()
      case 2: period = try reader.uint32()
      case 3: time = try reader.fixed64()
      case 4: number = try reader.uint32()
      case 5: try reader.fixed32s { if objects.count < most { objects.append($0) } }
      case 6: try reader.floats { if x.count < most { x.append($0) } }
      case 7: try reader.floats { if y.count < most { y.append($0) } }
      case 8: try reader.floats { if speed.count < most { speed.append($0) } }
      case 9: try reader.fixed32s { if flags.count < most { flags.append($0) } }
      case 10: height = try reader.float()
      case 11: clock = try reader.uint64()
      case 12: inPlay = try reader.bool()
      default: break
      }
    }
  }

  func frame() throws(RecordError) -> Frame {
    guard let time else { throw RecordError(field: "timestamp_us", "missing") }
    guard let clock else { throw RecordError(field: "clock_us", "missing") }
    guard clock <= 86_400_000_000 else { throw RecordError(field: "clock_us", "\(clock) is more than a day") }
    let count = objects.count
    guard count <= FrameCodec.maxObjects else {
      throw RecordError(field: "object_id", "more than \(FrameCodec.maxObjects) objects")
    }
    guard x.count == count, y.count == count, speed.isEmpty || speed.count == count,
      flags.isEmpty || flags.count == count
    else {
      throw RecordError(
        field: "object_id",
        "columns of different lengths: \(count) ids, \(x.count) x, \(y.count) y, \(speed.count) speeds, \(flags.count) flags"
      )
    }
    var frame = Frame(
      matchID: matchID, period: Int(period), number: number,
      time: Timestamp(microseconds: Int64(bitPattern: time)), clock: Double(clock) / 1e6,
      isBallInPlay: inPlay,
      ballHeight: height, objects: [])
    frame.objects.reserveCapacity(count)
    for place in 0..<count {
      frame.objects.append(
        TrackedObject(
          object: objects[place], x: x[place], y: y[place], speed: speed.isEmpty ? .nan : speed[place],
          flags: flags.isEmpty ? 0 : flags[place]))
    }
    try FrameCodec.check(frame)
    return frame
  }
}
