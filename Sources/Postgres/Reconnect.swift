import Glibc

extension Connection {
  /// Connects anew, whatever became of the old connection, and tries until it works: after 0.1 s,
  /// then ever longer, up to 5 s. Prepared statements and session settings are made anew; an open
  /// transaction is gone.
  /// - Parameters:
  ///   - until: when to give up; nil means never. Then the last error is thrown.
  ///   - isCancelled: asked ten times a second; true gives up.
  /// - Throws: at once what no waiting mends (``ErrorHandling/stop``: password, database name).
  public func reconnect(until: ContinuousClock.Instant? = nil, isCancelled: @escaping () -> Bool = { false })
    throws(PostgresError)
  {
    var pause = Duration.milliseconds(100)
    while true {
      do {
        let left = until.map { ContinuousClock.now.duration(to: $0) } ?? options.connectTimeout
        try connect(
          Deadline(after: max(.milliseconds(1), min(left, options.connectTimeout)), isCancelled: isCancelled))
        return
      } catch {
        if isCancelled() || error.handling == .stop { throw error }
        // A little off the beat, so that many processes do not come back all at once.
        let wait = pause * Double.random(in: 0.8...1.2)
        if let until, ContinuousClock.now + wait >= until { throw error }
        guard sleep(wait, isCancelled) else { throw error }
        pause = min(pause * 2, .seconds(5))
      }
    }
  }

  /// False if cancelled.
  private func sleep(_ duration: Duration, _ isCancelled: () -> Bool) -> Bool {
    let end = ContinuousClock.now + duration
    while true {
      if isCancelled() { return false }
      let left = ContinuousClock.now.duration(to: end)
      if left <= .zero { return true }
      usleep(UInt32(min(left.milliseconds, 100)) * 1000)
    }
  }
}
