import CPQ
import Glibc

/// Cancels what its connection is running, from any thread. The statement ends with 57014.
public struct Canceller: Sendable {
  let state: CancelState

  /// Asks the server to end the running statement; false if there is no connection or the server
  /// cannot be reached. Opens a connection of its own and waits for it, bounded by the kernel's
  /// `tcp_user_timeout` and keepalives: do not call it from the thread that serves signals.
  @discardableResult
  public func cancel() -> Bool {
    guard let handle = state.get() else { return false }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      PQcancel(handle.pointer, buffer.baseAddress, 256) == 1
    }
  }
}

/// libpq's key to one session; freed when neither the connection nor a running cancel needs it.
final class CancelHandle: @unchecked Sendable {
  let pointer: OpaquePointer?

  init(_ connection: OpaquePointer) { pointer = PQgetCancel(connection) }
  deinit { if let pointer { PQfreeCancel(pointer) } }
}

/// The key of the present session. A pthread mutex, since thread sanitizer knows it.
final class CancelState: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var handle: CancelHandle?

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func set(_ new: CancelHandle?) {
    pthread_mutex_lock(mutex)
    let old = handle
    handle = new
    pthread_mutex_unlock(mutex)
    withExtendedLifetime(old) {}
  }

  func get() -> CancelHandle? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return handle
  }
}
