import Formats
import Glibc

/// The rows of a season's file by match: unpacked into a temporary file without a name, which goes with this object.
///
/// Nothing changes after `init`, and reading says from where (`pread`): so it may be shared between threads.
final class WyscoutSeason: @unchecked Sendable, Equatable {
  let path: String
  /// In order of the file.
  private(set) var numbers: [Int] = []
  private let header: [UInt8]
  private var stretches: [Int: Stretch] = [:]
  private let spill: SpillFile<UInt8>

  private struct Stretch {
    var start: Int
    var end: Int
    /// Line of its first row in the file.
    var line: Int
  }

  init(path: String) throws(FeedError) {
    self.path = path
    spill = try SpillFile()
    let lines = try readingFeed(path) { LineReader(try ByteSource(path: path)) }
    header = try readingFeed(path) { try lines.nextBytes() ?? [] }
    try readingFeed(path) {
      while let line = try lines.nextBytes() {
        if !line.isEmpty { try take(line, number: lines.line) }
      }
    }
    try spill.flush()
  }

  static func == (a: WyscoutSeason, b: WyscoutSeason) -> Bool { a === b }

  /// The match's rows as a table of their own, and how many lines of the file are before its header.
  func table(match: Int) throws(FeedError) -> (bytes: [UInt8], linesBefore: Int) {
    guard let stretch = stretches[match] else {
      throw FeedError(file: path, "it does not hold match \(match)")
    }
    return (
      header + [0x0A] + (try spill.bytes(stretch.start..<stretch.end)), stretch.line - 2
    )
  }

  private func take(_ line: [UInt8], number: Int) throws(FeedError) {
    let digits = line.prefix { $0 != UInt8(ascii: ",") }
    guard let match = digits.withUnsafeBufferPointer({ NumberText.int64($0) }).map({ Int($0) }) else {
      throw FeedError(file: path, line: number, field: "match_id", "no number of a match")
    }
    guard !line.contains(UInt8(ascii: "\"")) else {
      throw FeedError(file: path, line: number, "quotes are not expected in this table")
    }
    if match != numbers.last {
      guard stretches[match] == nil else {
        throw FeedError(
          file: path, line: number, field: "match_id", "the rows of match \(match) do not stand together")
      }
      numbers.append(match)
      stretches[match] = Stretch(start: spill.count, end: spill.count, line: number)
    }
    try spill.append(contentsOf: line)
    try spill.append(0x0A)
    stretches[match]?.end = spill.count
  }
}

extension SpillFile<UInt8> {
  /// A stretch of the spill, which must have been flushed.
  func bytes(_ range: Range<Int>) throws(FeedError) -> [UInt8] {
    let descriptor = descriptor
    var isComplete = true
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let more = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, range.count - count, range.lowerBound + count)
        if more < 0, errno == EINTR { continue }
        if more <= 0 { break }
        count += more
      }
      isComplete = count == range.count
    }
    guard isComplete else { throw FeedError(file: "temporary file", "cannot be read back") }
    return bytes
  }
}
