import Football

/// The last two minutes of position frames in memory that is taken once: about 1 MB a match.
///
/// Frames are kept at 25 a second at most (of a faster feed every second one, and so on), each in the cell that
/// its number gives, so what is kept depends on which frames came, not on their order.
struct FrameRing: Sendable {
  /// 128 s at 25 frames a second.
  static let capacity = 3200
  static let span = 120.0
  /// Ball, 22 players, officials.
  static let maxObjects = 28

  struct Header: Sendable {
    var period: Int32 = 0
    var number: UInt32 = 0
    var clock = 0.0
    var count: Int32 = 0
  }

  struct Place: Sendable, Equatable {
    var object: UInt32 = 0
    var x: Float = 0
    var y: Float = 0

    var point: Point { Point(Double(x), Double(y)) }
  }

  private var headers: [Header] = []
  private var places: [Place] = []
  /// Of how many numbers one is kept; 0 until two frames told how fast they come.
  private var stride: UInt32 = 0
  private var first: Frame?
  /// The newest moment seen.
  private(set) var newest = (period: 0, clock: -Double.infinity)

  init() {}

  /// Keeps the frame, if it is none of those left out, none already here and not too old.
  mutating func put(_ frame: Frame) {
    if headers.isEmpty {
      headers = [Header](repeating: Header(), count: Self.capacity)
      places = [Place](repeating: Place(), count: Self.capacity * Self.maxObjects)
    }
    if (frame.period, frame.clock) > newest { newest = (frame.period, frame.clock) }
    if stride == 0 { learnStride(frame) }
    store(frame)
  }

  /// From the numbers and clocks of two frames of one period.
  private mutating func learnStride(_ frame: Frame) {
    guard let first else {
      first = frame
      return
    }
    let seconds = abs(frame.clock - first.clock)
    guard first.period == frame.period, seconds > 0 else { return }
    let numbers = frame.number > first.number ? frame.number - first.number : first.number - frame.number
    // A little above 25 a second still fits; clocks are not exact.
    stride = UInt32(min(max((Double(numbers) / seconds / 25 - 0.05).rounded(.up), 1), 100))
    if stride > 1 {
      for cell in headers.indices { headers[cell].count = 0 }
      store(first)
    }
    self.first = nil
  }

  private mutating func store(_ frame: Frame) {
    let stride = max(stride, 1)
    guard frame.number % stride == 0 else { return }
    let cell = Int(frame.number / stride) % Self.capacity
    let old = headers[cell]
    guard old.count == 0 || (Int(old.period), old.number) < (frame.period, frame.number) else { return }
    var count = 0
    // The ball first, so that it is found at once and never left out.
    for isBall in [true, false] {
      for object in frame.objects
      where (object.object == TrackedObject.ball) == isBall && count < Self.maxObjects {
        guard object.x.isFinite, object.y.isFinite else { continue }
        places[cell * Self.maxObjects + count] = Place(object: object.object, x: object.x, y: object.y)
        count += 1
      }
    }
    headers[cell] = Header(
      period: Int32(frame.period), number: frame.number, clock: frame.clock, count: Int32(count))
  }

  /// Whether nothing from that moment on has been pushed out yet.
  func stillHolds(period: Int, clock: Double) -> Bool {
    newest.period == period && newest.clock - clock <= Self.span
  }

  /// The frames between two clocks of a period that show the ball, in order of time.
  func frames(period: Int, from: Double, to: Double) -> [KeptFrame] {
    var found: [KeptFrame] = []
    for (cell, header) in headers.enumerated()
    where header.count > 0 && Int(header.period) == period && header.clock >= from && header.clock <= to {
      let ball = places[cell * Self.maxObjects]
      guard ball.object == TrackedObject.ball else { continue }
      found.append(KeptFrame(cell: cell, number: header.number, clock: header.clock, ball: ball.point))
    }
    return found.sorted { ($0.clock, $0.number) < ($1.clock, $1.number) }
  }

  /// Everybody in a frame but the ball.
  func people(_ frame: KeptFrame) -> ArraySlice<Place> {
    let start = frame.cell * Self.maxObjects
    return places[start + 1..<start + Int(headers[frame.cell].count)]
  }
}

/// A frame in the ring.
struct KeptFrame: Sendable {
  var cell: Int
  var number: UInt32
  var clock: Double
  var ball: Point
}
