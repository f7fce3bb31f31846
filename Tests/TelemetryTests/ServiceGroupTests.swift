import Telemetry
import Testing

@Suite struct ServiceGroupTests {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let log = Logger(label: "test", output: LogOutput(to: StandardError(descriptor: -1)))

  /// Runs the group on a thread of its own; nil if it ended without an error.
  private func run(
    _ services: [any Service], seconds: Double = 30, until cancellation: Cancellation = Cancellation()
  ) async throws -> ServiceGroupError? {
    try await WorkThread.run { [log] in
      do {
        try ServiceGroup(services, shutdownSeconds: seconds, log: log).run(until: cancellation)
        return nil
      } catch let error as ServiceGroupError {
        return error
      }
    }
  }

  private func waiting(_ name: String, _ order: Locked<[String]>) -> ClosureService {
    ClosureService(name) { cancellation in
      while !cancellation.wait(seconds: 1) {}
      order.withLock { $0.append(name) }
    }
  }

  @Test func stopsInReverseOrderWhenCancelled() async throws {
    let order = Locked<[String]>([])
    let cancellation = Cancellation()
    let last = ClosureService("last") { own in
      cancellation.cancel()
      while !own.wait(seconds: 1) {}
      order.withLock { $0.append("last") }
    }
    let error = try await run([waiting("first", order), waiting("second", order), last], until: cancellation)
    #expect(error == nil)
    #expect(order.withLock { $0 } == ["last", "second", "first"])
  }

  @Test func oneThatEndsEndsTheGroup() async throws {
    let order = Locked<[String]>([])
    let error = try await run([waiting("a", order), ClosureService("job") { _ in }, waiting("b", order)])
    #expect(error == nil)
    // `b` need not have been started when the job was done.
    #expect(order.withLock { $0 }.last == "a")
  }

  @Test func errorsAreCollectedAndTheFirstIsTheCause() async throws {
    let order = Locked<[String]>([])
    let started = Cancellation()
    let consequence = ClosureService("consequence") { own in
      started.cancel()
      while !own.wait(seconds: 1) {}
      throw Failure(description: "could not flush")
    }
    let cause = ClosureService("cause") { _ in
      while !started.wait(seconds: 1) {}
      throw Failure(description: "fenced")
    }
    let error = try #require(try await run([waiting("a", order), consequence, cause]))
    #expect(error.failures.map(\.service) == ["cause", "consequence"])
    #expect(error.stuck.isEmpty)
    #expect("\(error)" == "cause: fenced; consequence: could not flush")
    #expect(order.withLock { $0 } == ["a"])
  }

  @Test func shutdownIsBoundedAndTheOthersStillDrain() async throws {
    let order = Locked<[String]>([])
    let release = Cancellation()
    let cancellation = Cancellation()
    let stuck = ClosureService("stuck") { _ in
      cancellation.cancel()
      while !release.wait(seconds: 1) {}
    }
    let error = try #require(
      try await run([waiting("a", order), waiting("b", order), stuck], seconds: 1.5, until: cancellation))
    #expect(error.stuck == ["stuck"])
    #expect(error.failures.isEmpty)
    #expect("\(error)" == "did not stop in time: stuck")
    #expect(order.withLock { $0 } == ["b", "a"])
    release.cancel()
  }

  @Test func cancelledBeforeTheStartRunsNothing() async throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    let error = try await run(
      [ClosureService("never") { _ in throw Failure(description: "ran") }], until: cancellation)
    #expect(error == nil)
  }

  @Test func noServices() async throws {
    #expect(try await run([]) == nil)
  }
}
