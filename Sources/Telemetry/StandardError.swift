import Glibc

/// Writes all of `bytes` to a descriptor, going on after signals and waiting where it does not block.
/// - Returns: 0, or the `errno` of the write that failed.
public func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> CInt {
  var offset = 0
  while offset < bytes.count {
    let written = write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
    if written >= 0 {
      offset += written
    } else if errno == EAGAIN {
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&entry, 1, 1_000)
    } else if errno != EINTR {
      return errno
    }
  }
  return 0
}

/// The way to standard error for logs and progress alike: whole lines, each in one `write`, and one status line
/// that stays at the bottom of the terminal while lines pass above it.
public final class StandardError: Sendable {
  public static let shared = StandardError(descriptor: STDERR_FILENO)

  private let descriptor: CInt
  private let status = Locked<String?>(nil)

  public init(descriptor: CInt) { self.descriptor = descriptor }

  /// Writes one line; `bytes` must end with a line feed. What cannot be written is dropped: there is nobody to tell.
  public func writeLine(_ bytes: [UInt8]) {
    status.withLock { status in
      guard let status else {
        emit(bytes)
        return
      }
      emit(Array("\r\u{1B}[K".utf8) + bytes + Array(status.utf8))
    }
  }

  public func writeLine(_ text: String) { writeLine(Array(text.utf8) + [UInt8(ascii: "\n")]) }

  /// Shows `text` (no line feed, narrower than the terminal) as the last line, or takes it away. Only for terminals.
  public func setStatus(_ text: String?) {
    status.withLock { status in
      guard text != status else { return }
      status = text
      emit(Array("\r\u{1B}[K".utf8) + Array((text ?? "").utf8))
    }
  }

  private func emit(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { _ = writeAll($0, to: descriptor) }
  }
}
