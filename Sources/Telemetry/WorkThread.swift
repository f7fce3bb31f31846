import Glibc

/// A thread could not be started.
public struct ThreadError: Error, CustomStringConvertible {
  public let code: CInt
  public var description: String {
    "cannot start a thread (\(String(cString: strerror(code)))); the limit of processes (ulimit -u) may be reached"
  }
}

/// One thread of our own, for work that blocks in C calls and must not hold up Swift's cooperative pool.
public enum WorkThread {
  private final class Start {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Starts a detached thread that runs `body` once. The kernel shows the first 15 bytes of `name`.
  /// - Throws: `ThreadError` if the system gives no thread.
  public static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(ThreadError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, threadMain, start.toOpaque())
    guard code == 0 else {
      start.release()
      throw ThreadError(code: code)
    }
  }

  /// Runs blocking work on a thread of its own and suspends the caller meanwhile.
  public static func run<Result: Sendable>(
    _ name: String = "work", _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      do {
        try start(name) { continuation.resume(with: Swift.Result { try body() }) }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  // A named function, not a closure: a literal could inherit an actor and trap on the new thread.
  private static let threadMain: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    @Sendable context in
    guard let context else { return nil }
    let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    nameThisThread(start.name)
    start.body()
    return nil
  }

  /// For `top -H` and debuggers, through /proc because Swift does not import pthread_setname_np.
  private static func nameThisThread(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = Array(name.utf8.prefix(15)).withUnsafeBytes { writeAll($0, to: file) }
    close(file)
  }
}
