import Glibc

/// A moment on the monotonic clock at which a wait ends, and a way to end it earlier.
struct Deadline {
  let instant: ContinuousClock.Instant
  /// Asked every 100 ms while waiting.
  let isCancelled: (() -> Bool)?

  init(after duration: Duration, isCancelled: (() -> Bool)? = nil) {
    instant = .now + duration
    self.isCancelled = isCancelled
  }

  enum Readiness {
    case ready
    case expired
    case cancelled
  }

  /// Whether there is something to read now, if only the end.
  static func isReadable(_ socket: Int32) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
  }

  /// Waits until the socket can be read (or written, if asked), or the deadline passes.
  func wait(socket: Int32, forReading: Bool, forWriting: Bool) -> Readiness {
    while true {
      if let isCancelled, isCancelled() { return .cancelled }
      let left = ContinuousClock.now.duration(to: instant)
      guard left > .zero else { return .expired }
      let slice = min(left.milliseconds, isCancelled == nil ? 60_000 : 100)
      var descriptor = pollfd(fd: socket, events: 0, revents: 0)
      if forReading { descriptor.events |= Int16(POLLIN) }
      if forWriting { descriptor.events |= Int16(POLLOUT) }
      let result = poll(&descriptor, 1, Int32(slice))
      if result > 0 { return .ready }
      // A bad descriptor is reported by libpq's next read.
      if result < 0, errno != EINTR { return .ready }
    }
  }
}
