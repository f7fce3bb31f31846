import Formats
import Glibc
import Testing

@Suite struct GzipTests {
  private func text(_ count: Int) -> [UInt8] {
    var random = SplitMix(seed: 7)
    return (0..<count).map { _ in UInt8.random(in: 97...110, using: &random) }
  }

  private func read(_ bytes: [UInt8]) throws -> [UInt8] {
    try ByteSource(bytes: bytes).readAll(maxBytes: 1 << 24)
  }

  @Test(arguments: [0, 1, 2, 65_535, 65_536, 65_537, 1_000_000])
  func readsPlainAndPackedAlike(_ count: Int) throws {
    let plain = text(count)
    let packed = try #require(Gzip.compress(plain))
    #expect(try read(plain) == plain)
    #expect(try read(packed) == plain)
    #expect(Gzip.compress(plain) == packed)
  }

  @Test func readsMembersOneAfterTheOther() throws {
    let parts = [text(100_000), [], text(3), text(70_000)]
    let packed = try parts.flatMap { try #require(Gzip.compress($0)) }
    #expect(try read(packed) == parts.flatMap { $0 })
    #expect(try read(packed + [UInt8](repeating: 0, count: 512)) == parts.flatMap { $0 })
    #expect(throws: ByteSourceError.self) { try read(packed + Array("rubbish".utf8)) }
  }

  @Test func refusesWhatIsCutOffOrDamaged() throws {
    let plain = text(200_000)
    let packed = try #require(Gzip.compress(plain))
    for cut in [2, 5, 10, 11, packed.count / 2, packed.count - 8, packed.count - 1] {
      let error = #expect(throws: ByteSourceError.self) { try read(Array(packed[..<cut])) }
      #expect(error?.description == "memory: the gzip data ends too early: the file is cut off", "\(cut)")
    }
    var damaged = packed
    damaged[packed.count - 5] ^= 1
    let error = #expect(throws: ByteSourceError.self) { try read(damaged) }
    #expect(error?.reason.contains("incorrect data check") == true)
  }

  @Test func readsFilesAndNamesTheOnesItCannot() throws {
    let path = "/tmp/formats-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).gz"
    let plain = text(150_000)
    let packed = try #require(Gzip.compress(plain))
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    #expect(packed.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == packed.count)
    close(descriptor)
    defer { unlink(path) }
    #expect(try ByteSource(path: path).readAll(maxBytes: 150_000) == plain)
    #expect(throws: ByteSourceError.self) { try ByteSource(path: path).readAll(maxBytes: 149_999) }
    let missing = #expect(throws: ByteSourceError.self) { try ByteSource(path: "/nowhere/at.all") }
    #expect(missing?.description == "/nowhere/at.all: No such file or directory")
    #expect(throws: ByteSourceError.self) { try ByteSource(path: "/tmp").readAll(maxBytes: 10) }
  }
}

@Suite struct LineReaderTests {
  private func lines(_ text: String, maxLineBytes: Int = 10) -> [String] {
    let reader = LineReader(ByteSource(bytes: Array(text.utf8)), maxLineBytes: maxLineBytes)
    var all: [String] = []
    while true {
      do {
        guard let line = try reader.nextBytes() else { return all }
        all.append("\(reader.line):" + String(decoding: line, as: UTF8.self))
      } catch { all.append("\(error)") }
    }
  }

  @Test func splitsLines() {
    #expect(lines("") == [])
    #expect(lines("a") == ["1:a"])
    #expect(lines("a\n") == ["1:a"])
    #expect(lines("a\r\n\r\n\nb\rc\n") == ["1:a", "2:", "3:", "4:b\rc"])
    #expect(lines("0123456789\n0123456789\r\n") == ["1:0123456789", "2:0123456789"])
  }

  @Test func passesOverALineThatIsTooLong() {
    let error = "memory, line 2: longer than the 10 bytes allowed"
    #expect(lines("a\n01234567890\nb") == ["1:a", error, "3:b"])
    #expect(lines("a\n01234567890") == ["1:a", error])
    let long = String(repeating: "x", count: 300_000)
    #expect(lines("a\n\(long)\nb\n") == ["1:a", error, "3:b"])
    #expect(lines("a\n\(long)") == ["1:a", error])
  }

  @Test(arguments: [1, 7, 1000, 65_535, 65_536, 70_000])
  func linesCrossChunks(_ length: Int) throws {
    var random = SplitMix(seed: UInt64(length))
    let all = (0..<(1_000_000 / length + 2)).prefix(40_000).map { _ in
      String(repeating: "y", count: Int.random(in: 0...length, using: &random))
    }
    let reader = LineReader(ByteSource(bytes: Array(all.joined(separator: "\n").utf8 + [0x0A])))
    for expected in all {
      #expect(try reader.next { $0.count } == expected.utf8.count)
    }
    #expect(try reader.next { $0.count } == nil && reader.line == all.count)
  }
}
