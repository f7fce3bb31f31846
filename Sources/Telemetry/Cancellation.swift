import Glibc
import Synchronization

/// A request to stop that many threads can see: a flag for loops, callbacks for what must be woken, and a file
/// descriptor for `poll`. It is set once and never taken back.
public final class Cancellation: Sendable {
  private struct Listeners {
    var next = 0
    var callbacks: [Int: @Sendable () -> Void] = [:]
    var fired = false
  }

  private let flag = Atomic(false)
  private let listeners = Locked(Listeners())

  /// The reading end of a pipe that becomes readable when cancelled and stays so, for `poll`; never read from it.
  /// -1 if the system had no descriptor left. (A pipe because Swift's Glibc does not import eventfd.)
  public let fileDescriptor: CInt
  private let writeEnd: CInt

  public init() {
    var ends: [CInt] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    fileDescriptor = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    if fileDescriptor >= 0 { close(fileDescriptor) }
    if writeEnd >= 0 { close(writeEnd) }
  }

  /// Whether somebody asked to stop. A plain atomic load: cheap enough for every turn of a loop.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }

  /// Asks everybody to stop; callbacks run on this thread, in the order in which they were added.
  public func cancel() {
    let callbacks = listeners.withLock { state -> [@Sendable () -> Void] in
      guard !state.fired else { return [] }
      state.fired = true
      flag.store(true, ordering: .releasing)
      if writeEnd >= 0 {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
      }
      let ordered = state.callbacks.sorted { $0.key < $1.key }.map(\.value)
      state.callbacks = [:]
      return ordered
    }
    for callback in callbacks { callback() }
  }

  /// Calls `body` once when cancelled, at once if that has happened already. It runs on the cancelling thread
  /// and must not block: set a flag, write to an eventfd, yield to a stream.
  /// - Returns: a token that `removeCallback` takes back.
  @discardableResult
  public func onCancel(_ body: @escaping @Sendable () -> Void) -> Int {
    let token = listeners.withLock { state -> Int? in
      guard !state.fired else { return nil }
      state.next += 1
      state.callbacks[state.next] = body
      return state.next
    }
    if token == nil { body() }
    return token ?? 0
  }

  public func removeCallback(_ token: Int) {
    listeners.withLock { _ = $0.callbacks.removeValue(forKey: token) }
  }

  /// Waits on this thread until cancelled, `seconds` at most.
  /// - Returns: whether it was cancelled.
  @discardableResult
  public func wait(seconds: Double) -> Bool {
    let time = SystemTime()
    let budget = UInt64(min(max(0, seconds), 1e9) * 1e9)
    let start = time.monotonicNanoseconds()
    while !isCancelled {
      let elapsed = time.monotonicNanoseconds() - start
      if elapsed >= budget { return false }
      // Rounded up, so that the last turn does not spin; an hour at most, so that Int32 suffices.
      let milliseconds = CInt(min((budget - elapsed + 999_999) / 1_000_000, 3_600_000))
      var entry = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
      poll(&entry, 1, fileDescriptor >= 0 ? milliseconds : min(milliseconds, 50))
    }
    return true
  }

  /// Ends without an element when cancelled; for `for await _ in` or to race in a task group.
  public var stream: AsyncStream<Void> {
    AsyncStream { continuation in
      let token = onCancel { continuation.finish() }
      continuation.onTermination = { [weak self] _ in self?.removeCallback(token) }
    }
  }
}
