import Glibc

/// Rows of one size in a temporary file without a name: room for what is too much for memory.
final class SpillFile<Row: BitwiseCopyable> {
  /// Rows so far.
  private(set) var count = 0
  let descriptor: Int32
  private var buffer: [Row] = []

  /// In `TMPDIR`, else `/tmp`.
  init() throws(FeedError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array(FolderListing.join(folder, "touchline-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw FeedError(
        file: folder, "no temporary file can be made here (\(String(cString: strerror(errno)))): set TMPDIR")
    }
    unlink(template)
    buffer.reserveCapacity(8192)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func append(_ row: Row) throws(FeedError) {
    buffer.append(row)
    count += 1
    if buffer.count == 8192 { try flush() }
  }

  func append(contentsOf rows: some Sequence<Row>) throws(FeedError) {
    for row in rows { try append(row) }
  }

  func flush() throws(FeedError) {
    let failure: Int32? = buffer.withUnsafeBytes { bytes in
      var at = 0
      while at < bytes.count {
        let written = write(descriptor, bytes.baseAddress.map { $0 + at }, bytes.count - at)
        if written < 0, errno == EINTR { continue }
        if written <= 0 { return errno }
        at += written
      }
      return nil
    }
    buffer.removeAll(keepingCapacity: true)
    if let failure {
      throw FeedError(
        file: "temporary file",
        "cannot be written (\(String(cString: strerror(failure)))): set TMPDIR to a disk with room")
    }
  }
}

/// Reads a stretch of a spill from its start, 512 rows at a time.
struct SpillCursor<Row: BitwiseCopyable> {
  /// The row at hand; nil after the last.
  private(set) var row: Row?
  private let spill: SpillFile<Row>
  private var rows: [Row] = []
  private var at = 0
  private var next: Int
  private let end: Int

  init(_ spill: SpillFile<Row>, start: Int, count: Int) throws(FeedError) {
    self.spill = spill
    next = start
    end = start + count
    try advance()
  }

  mutating func advance() throws(FeedError) {
    if at == rows.count { try load() }
    guard at < rows.count else {
      row = nil
      return
    }
    row = rows[at]
    at += 1
  }

  private mutating func load() throws(FeedError) {
    at = 0
    let wanted = min(512, end - next)
    rows.removeAll(keepingCapacity: true)
    guard wanted > 0 else { return }
    let stride = MemoryLayout<Row>.stride
    var failed = false
    let descriptor = spill.descriptor
    let offset = next * stride
    rows = [Row](unsafeUninitializedCapacity: wanted) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var got = 0
      while got < bytes.count, !failed {
        let more = pread(descriptor, bytes.baseAddress.map { $0 + got }, bytes.count - got, offset + got)
        if more < 0, errno == EINTR { continue }
        if more <= 0 { failed = true } else { got += more }
      }
      count = failed ? 0 : wanted
    }
    if failed { throw FeedError(file: "temporary file", "cannot be read back") }
    next += wanted
  }
}
