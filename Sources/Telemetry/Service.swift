/// A part of the program that runs until it is told to stop: it drains what it holds, and ends.
public protocol Service: Sendable {
  /// In logs, and as the thread's name (15 bytes of it).
  var name: String { get }

  /// Runs on a thread of its own and may block, as long as it looks at `cancellation` now and then (or is woken by it).
  /// Returning early ends the whole group, throwing ends it with that error.
  func run(until cancellation: Cancellation) throws
}

/// A service made from a closure.
public struct ClosureService: Service {
  public let name: String
  private let body: @Sendable (Cancellation) throws -> Void

  public init(_ name: String, _ body: @escaping @Sendable (Cancellation) throws -> Void) {
    self.name = name
    self.body = body
  }

  public func run(until cancellation: Cancellation) throws { try body(cancellation) }
}

/// What went wrong in a group of services.
public struct ServiceGroupError: Error, CustomStringConvertible {
  /// The errors in the order in which they happened; the first is the cause, the others may be consequences.
  public var failures: [(service: String, error: any Error)]
  /// Services that did not end in time; their threads still run, so the process should end.
  public var stuck: [String]

  public init(failures: [(service: String, error: any Error)], stuck: [String] = []) {
    self.failures = failures
    self.stuck = stuck
  }

  public var description: String {
    var parts = failures.map { "\($0.service): \($0.error)" }
    if !stuck.isEmpty { parts.append("did not stop in time: \(stuck.joined(separator: ", "))") }
    return parts.joined(separator: "; ")
  }
}
