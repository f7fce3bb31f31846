import Dispatch
import Glibc
import Synchronization
import Telemetry

/// Ctrl-C and SIGTERM as a request to stop that every thread can see.
///
/// The first of them cancels `cancellation`, by which loops end, pollers wake and services drain. A second Ctrl-C ends
/// the process at once with 130. Handlers run on a queue of Dispatch, so this works with threads that are all stuck
/// in C calls, and with a plain synchronous `main`.
public final class Interrupts: Sendable {
  /// Loops ask this; pollers wait for its descriptor or are woken by its callbacks.
  public let cancellation = Cancellation()
  private let first = Atomic<CInt>(0)
  private let sources = Locked<[any DispatchSourceSignal]>([])

  public init() {}

  public var isCancelled: Bool { cancellation.isCancelled }

  /// The signal that asked first, nil if none has.
  public var signalNumber: CInt? {
    let number = first.load(ordering: .acquiring)
    return number == 0 ? nil : number
  }

  /// Takes over SIGINT and SIGTERM of this process; once, at the start.
  public func install() {
    // A queue of its own: the global one may be full of blocked work just when somebody wants it to stop.
    let queue = DispatchQueue(label: "interrupts", qos: .userInteractive)
    for number in [SIGINT, SIGTERM] {
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      // @Sendable: a closure made in main would else belong to the main actor and trap on the queue.
      source.setEventHandler { @Sendable [self] in received(number) }
      let registered = DispatchSemaphore(value: 0)
      // Dispatch catches the signal from its registration on. No SIG_IGN here: set after that it would undo the
      // catching, set before it would lose a signal that comes in between.
      source.setRegistrationHandler { @Sendable in registered.signal() }
      source.activate()
      _ = registered.wait(timeout: .now() + 5)
      sources.withLock { $0.append(source) }
    }
  }

  /// What a signal does; apart from `install` so that it can be tested.
  func received(_ number: CInt) {
    let (isFirst, _) = first.compareExchange(expected: 0, desired: number, ordering: .acquiringAndReleasing)
    if isFirst {
      cancellation.cancel()
    } else if number == SIGINT {
      StandardError.shared.setStatus(nil)
      _exit(ExitCode.interrupted.rawValue)
    }
  }
}
