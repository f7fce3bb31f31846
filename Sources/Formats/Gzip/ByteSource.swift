import Glibc

/// Input that cannot be read. The description names the file and the reason.
public struct ByteSourceError: Error, Hashable, CustomStringConvertible {
  public let name: String
  public let reason: String

  public var description: String { "\(name): \(reason)" }
}

/// Bytes in order, a chunk at a time: of a file, of standard input or of memory, and of what is packed with gzip
/// (told by its first bytes) the unpacked content. Memory stays at two chunks. Used by one thread.
public final class ByteSource {
  /// How the source is called in errors.
  public let name: String

  private enum Origin {
    case memory([UInt8], Int)
    case descriptor(Int32, closes: Bool)
  }

  private static let chunkBytes = 64 << 10
  private var origin: Origin
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 16)
  private var gunzip: Gunzip?
  private var begun = false

  /// Opens a file, packed or not.
  public init(path: String) throws(ByteSourceError) {
    name = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      input.deallocate()
      throw ByteSourceError(name: path, reason: String(cString: strerror(errno)))
    }
    origin = .descriptor(descriptor, closes: true)
  }

  public init(bytes: [UInt8], name: String = "memory") {
    self.name = name
    origin = .memory(bytes, 0)
  }

  private init(descriptor: Int32, name: String) {
    self.name = name
    origin = .descriptor(descriptor, closes: false)
  }

  /// Standard input, packed or not. Reading waits for as long as the writer does.
  public static func standardInput() -> ByteSource {
    ByteSource(descriptor: STDIN_FILENO, name: "standard input")
  }

  deinit {
    if case .descriptor(let descriptor, closes: true) = origin { close(descriptor) }
    input.deallocate()
  }

  /// The next bytes, valid until the next call; empty at the end.
  func chunk() throws(ByteSourceError) -> UnsafeRawBufferPointer {
    if !begun { return try begin() }
    guard let gunzip else { return UnsafeRawBufferPointer(rebasing: input[0..<(try read(after: 0))]) }
    while true {
      switch gunzip.step() {
      case .output(let bytes): return bytes
      case .wantsInput:
        let count = try read(after: 0)
        if count > 0 {
          gunzip.give(UnsafeRawBufferPointer(rebasing: input[0..<count]))
        } else if let fault = gunzip.faultAtEnd {
          throw ByteSourceError(name: name, reason: fault)
        } else {
          return UnsafeRawBufferPointer(start: nil, count: 0)
        }
      case .fault(let reason): throw ByteSourceError(name: name, reason: reason)
      }
    }
  }

  /// Hands the next chunk, never empty, to `body`; nil at the end. The bytes are valid in the closure only.
  public func next<R>(_ body: (UnsafeRawBufferPointer) throws -> R) throws -> R? {
    let bytes = try chunk()
    return bytes.isEmpty ? nil : try body(bytes)
  }

  /// All that is left, which must not be more than `maxBytes`.
  public func readAll(maxBytes: Int) throws(ByteSourceError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let bytes = try chunk()
      if bytes.isEmpty { return all }
      if bytes.count > maxBytes - all.count {
        throw ByteSourceError(name: name, reason: "more than the \(maxBytes) bytes allowed")
      }
      all.append(contentsOf: bytes)
    }
  }

  /// Reads until the first bytes tell whether the source is packed.
  private func begin() throws(ByteSourceError) -> UnsafeRawBufferPointer {
    begun = true
    var count = 0
    while count < 2 {
      let more = try read(after: count)
      if more == 0 { break }
      count += more
    }
    let bytes = UnsafeRawBufferPointer(rebasing: input[0..<count])
    guard count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B else { return bytes }
    guard let gunzip = Gunzip(outputBytes: Self.chunkBytes) else {
      throw ByteSourceError(name: name, reason: "no memory to unpack it")
    }
    gunzip.give(bytes)
    self.gunzip = gunzip
    return try chunk()
  }

  private func read(after filled: Int) throws(ByteSourceError) -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: input[filled...])
    switch origin {
    case .memory(let bytes, let position):
      let count = min(room.count, bytes.count - position)
      bytes.withUnsafeBytes {
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
      }
      origin = .memory(bytes, position + count)
      return count
    case .descriptor(let descriptor, _):
      while true {
        let count = Glibc.read(descriptor, room.baseAddress, room.count)
        if count >= 0 { return count }
        if errno != EINTR { throw ByteSourceError(name: name, reason: String(cString: strerror(errno))) }
      }
    }
  }
}
