/// Runs services together, each on a thread of its own.
///
/// They are started in the order given and stopped in the reverse order, one after the other, when the group is
/// cancelled or when one of them ends: what comes first may be relied on by what comes later.
public struct ServiceGroup: Sendable {
  private struct Running: Sendable {
    let service: any Service
    let stop = Cancellation()
    let ended = Cancellation()
  }

  private let services: [any Service]
  private let shutdownSeconds: Double
  private let log: Logger

  /// - Parameter shutdownSeconds: how long all of them together may take to stop.
  public init(
    _ services: [any Service], shutdownSeconds: Double = 20, log: Logger = Logger(label: "services")
  ) {
    self.services = services
    self.shutdownSeconds = max(0, shutdownSeconds)
    self.log = log
  }

  /// Starts all and blocks this thread until all have ended, or the time to stop is over.
  /// - Throws: `ServiceGroupError` if one of them threw, could not be started or did not stop in time.
  public func run(until cancellation: Cancellation) throws(ServiceGroupError) {
    let failures = Locked<[(service: String, error: any Error)]>([])
    let wake = Cancellation()
    let token = cancellation.onCancel { wake.cancel() }
    defer { cancellation.removeCallback(token) }

    var running: [Running] = []
    for service in services {
      if wake.isCancelled { break }
      let entry = Running(service: service)
      do {
        try WorkThread.start(service.name) { [log] in
          do {
            try service.run(until: entry.stop)
            if !entry.stop.isCancelled { log.info("ended by itself", [.service: LogValue(service.name)]) }
          } catch {
            failures.withLock { $0.append((service.name, error)) }
            log.error("failed", [.service: LogValue(service.name), .error: LogValue(error)])
          }
          entry.ended.cancel()
          wake.cancel()
        }
        running.append(entry)
      } catch {
        failures.withLock { $0.append((service.name, error)) }
        wake.cancel()
      }
    }
    if !running.isEmpty {
      while !wake.wait(seconds: 3_600) {}
    }
    let stuck = stop(running)
    let failed = failures.withLock { $0 }
    if !failed.isEmpty || !stuck.isEmpty { throw ServiceGroupError(failures: failed, stuck: stuck) }
  }

  /// Last first. Each has an equal share of the time that is left before the next one is told to stop as well, so that
  /// one that hangs does not keep the others from draining.
  private func stop(_ running: [Running]) -> [String] {
    let time = SystemTime()
    let start = time.monotonicNanoseconds()
    func left() -> Double { max(0, shutdownSeconds - Double(time.monotonicNanoseconds() - start) / 1e9) }
    for (index, entry) in running.enumerated().reversed() {
      entry.stop.cancel()
      entry.ended.wait(seconds: left() / Double(index + 1))
    }
    return running.filter { !$0.ended.wait(seconds: left()) }.map { entry in
      log.error("did not stop in time", [.service: LogValue(entry.service.name)])
      return entry.service.name
    }
  }
}
