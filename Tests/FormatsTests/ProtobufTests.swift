import Formats
import Testing

@Suite struct ProtobufTests {
  /// The example of the protobuf encoding guide: field 1 = 150, field 2 = "testing".
  @Test func writesWhatTheSpecificationSays() {
    var writer = ProtobufWriter()
    writer.uint64(1, 150)
    writer.string(2, "testing")
    writer.packedUInt64(4, [3, 270, 86942])
    writer.sint64(5, -2)
    writer.float(6, 1)
    writer.fixed64(7, 1)
    writer.int64(8, -1)
    #expect(
      writer.bytes == [
        0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67, 0x22, 0x06, 0x03, 0x8e, 0x02,
        0x9e,
        0xa7, 0x05, 0x28, 0x03, 0x35, 0, 0, 0x80, 0x3f, 0x39, 1, 0, 0, 0, 0, 0, 0, 0, 0x40, 0xff, 0xff, 0xff,
        0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
      ])
    writer.removeAll()
    #expect(writer.bytes.isEmpty)
  }

  private func sample() -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, "DFL-MAT-J03WPÿ")
    writer.uint32(2, .max)
    writer.fixed64(3, .max - 1)
    writer.packedFloats(6, [1.5, -2.25, .pi])
    writer.packedFixed32(5, [7, 8])
    writer.packedFixed64(9, [10])
    writer.packedUInt64(10, [0, 127, 128, .max])
    writer.packedFloats(11, [])
    writer.message(12) {
      $0.bool(1, true)
      $0.double(2, 0.1)
    }
    writer.sint64(13, .min)
    return writer.bytes
  }

  @Test func readsWhatItWrote() throws {
    let bytes = sample()
    var reader = ProtobufReader(bytes.span.bytes)
    var floats: [Float] = []
    var ids: [UInt32] = []
    var wide: [UInt64] = []
    var fields: [Int] = []
    while let field = try reader.next() {
      fields.append(field)
      switch field {
      case 1: #expect(try reader.string() == "DFL-MAT-J03WPÿ")
      case 2: #expect(try reader.uint32() == .max)
      case 3: #expect(try reader.fixed64() == .max - 1)
      case 5: try reader.fixed32s { ids.append($0) }
      case 6: try reader.floats { floats.append($0) }
      case 9: try reader.fixed64s { wide.append($0) }
      case 10: try reader.uint64s { wide.append($0) }
      case 12:
        var inner = ProtobufReader(try reader.bytesValue())
        #expect(try inner.next() == 1 && inner.bool())
        #expect(try inner.next() == 2)
        #expect(try inner.double() == 0.1)
        #expect(try inner.next() == nil)
      case 13: #expect(try reader.sint64() == .min)
      default: Issue.record("field \(field)")
      }
    }
    #expect(fields == [1, 2, 3, 6, 5, 9, 10, 12, 13])
    #expect(floats == [1.5, -2.25, .pi] && ids == [7, 8] && wide == [10, 0, 127, 128, .max])
  }

  @Test func takesUnpackedAndSplitColumnsAndPassesOverTheUnknown() throws {
    var writer = ProtobufWriter()
    writer.float(6, 1)
    writer.string(100, "unknown")
    writer.packedFloats(6, [2, 3])
    writer.uint64(101, 5)
    writer.float(6, 4)
    writer.fixed64(102, 1)
    let group: [UInt8] = [0xA3, 0x06, 0x08, 0x01, 0xAB, 0x06, 0xAC, 0x06, 0xA4, 0x06]
    let bytes = writer.bytes + group + [0x35, 0, 0, 0, 0]
    var reader = ProtobufReader(bytes.span.bytes)
    var floats: [Float] = []
    while let field = try reader.next() {
      if field == 6 { try reader.floats { floats.append($0) } }
    }
    #expect(floats == [1, 2, 3, 4, 0])
  }

  /// Reads all fields as the type that their number has in `sample`.
  private func readAll(_ bytes: [UInt8]) throws(ProtobufError) {
    var reader = ProtobufReader(bytes.span.bytes)
    while let field = try reader.next() {
      switch field {
      case 1: _ = try reader.string()
      case 2: _ = try reader.uint32()
      case 3: _ = try reader.fixed64()
      case 5: try reader.fixed32s { _ in }
      case 6: try reader.floats { _ in }
      case 9: try reader.fixed64s { _ in }
      case 10: try reader.uint64s { _ in }
      default: break
      }
    }
  }

  @Test(arguments: [
    ([0x10], ProtobufError.truncated(offset: 1)), ([0x0A, 0x02, 0x61], .truncated(offset: 3)),
    ([0x00], .badTag(offset: 0)), ([0x0F, 0x01], .badTag(offset: 0)), ([0x0C], .badTag(offset: 0)),
    ([0x08, 0x01], .wrongWireType(field: 1, found: .varint)), ([0x0A, 0x01, 0xFF], .badUTF8(field: 1)),
    ([0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F], .outOfRange(field: 2)),
    ([0x32, 0x03, 0, 0, 0], .truncated(offset: 5)),
    ([0x38] + [UInt8](repeating: 0xFF, count: 10) + [0], .varintTooLong(offset: 1)),
    ([0x52, 0x01, 0x80, 0x01], .truncated(offset: 3)), ([0xA3, 0x06, 0xAC, 0x06], .badGroup(offset: 2)),
    ([UInt8](repeating: 0xA3, count: 1) + [0x06], .truncated(offset: 2)),
    ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated(offset: 11)),
  ])
  func refuses(_ bytes: [UInt8], _ expected: ProtobufError) {
    #expect(throws: expected) { try readAll(bytes) }
  }

  @Test func deepGroupsEndInAnError() {
    let open = (0..<1000).flatMap { _ in [0xA3, 0x06] as [UInt8] }
    #expect(throws: ProtobufError.badGroup(offset: 64)) { try readAll(open) }
  }

  @Test func survivesMutation() {
    var random = SplitMix(seed: 5)
    let bytes = sample()
    var read = 0
    for _ in 0..<40_000 {
      let mutant = mutated(bytes, using: &random, alphabet: [0, 0x08, 0x32, 0x80, 0xFF])
      do {
        try readAll(mutant)
        read += 1
      } catch { #expect(!error.description.isEmpty) }
    }
    #expect(read > 100 && read < 39_000)
  }
}
