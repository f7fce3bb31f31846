import Football
import Formats
import Testing
import TouchlineKit

@Suite struct FrameCodecTests {
  /// (A span of a temporary inside `#expect` makes the compiler of Swift 6.3.1 fail.)
  static func decode(_ bytes: [UInt8]) throws(RecordError) -> Frame {
    let span = bytes.span
    return try FrameCodec.decode(span.bytes)
  }

  static func frame(_ generator: inout SeededGenerator, objects: Int) -> Frame {
    var frame = Frame(
      matchID: "DFL-MAT-J03WPY", period: Int.random(in: 1...5, using: &generator),
      number: UInt32.random(in: 0...200_000, using: &generator),
      time: Timestamp(microseconds: Int64.random(in: 0...2_000_000_000_000_000, using: &generator)),
      clock: Double(Int.random(in: 0...3_000_000_000, using: &generator)) / 1e6,
      isBallInPlay: [nil, true, false].randomElement(using: &generator) ?? nil,
      ballHeight: Bool.random(using: &generator) ? Float.random(in: 0...20, using: &generator) : nil,
      objects: [])
    for object in 0..<objects {
      frame.objects.append(
        TrackedObject(
          object: UInt32(object), x: Float.random(in: -60...60, using: &generator),
          y: Float.random(in: -40...40, using: &generator),
          speed: Float.random(in: 0...12, using: &generator),
          flags: UInt32.random(in: 0...1, using: &generator)))
    }
    return frame
  }

  @Test(arguments: [0, 1, 23, 64]) func readsBackWhatItWrote(objects: Int) throws {
    var generator = SeededGenerator(seed: UInt64(objects))
    for _ in 0..<50 {
      let frame = Self.frame(&generator, objects: objects)
      let bytes = try FrameCodec.encode(frame)
      #expect(try Self.decode(bytes) == frame)
    }
  }

  @Test func twentyThreeObjectsAreAboutFiveHundredBytes() throws {
    var generator = SeededGenerator(seed: 1)
    let bytes = try FrameCodec.encode(Self.frame(&generator, objects: 23))
    #expect((480...540).contains(bytes.count))
  }

  /// The bytes that Google's Python protobuf writes for this frame by `topics/schemas/frame.proto`.
  @Test func bytesAreThoseOfOtherLibraries() throws {
    let frame = Frame(
      matchID: "m-1", period: 2, number: 300, time: Timestamp(microseconds: 1_000_000), clock: 1.5,
      isBallInPlay: false, ballHeight: 0.5,
      objects: [
        TrackedObject(object: 0, x: 1, y: -2, speed: 4),
        TrackedObject(object: 7, x: 0, y: 0.5, speed: 0, flags: 1),
      ])
    let golden: [UInt8] = [
      0x0A, 0x03, 0x6D, 0x2D, 0x31, 0x10, 0x02, 0x19, 0x40, 0x42, 0x0F, 0x00, 0x00, 0x00, 0x00, 0x00,
      0x20, 0xAC, 0x02, 0x2A, 0x08, 0x00, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x32, 0x08, 0x00,
      0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x08, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00,
      0x3F, 0x42, 0x08, 0x00, 0x00, 0x80, 0x40, 0x00, 0x00, 0x00, 0x00, 0x4A, 0x08, 0x00, 0x00, 0x00,
      0x00, 0x01, 0x00, 0x00, 0x00, 0x55, 0x00, 0x00, 0x00, 0x3F, 0x58, 0xE0, 0xC6, 0x5B, 0x60, 0x00,
    ]
    #expect(try FrameCodec.encode(frame) == golden)
    #expect(try Self.decode(golden) == frame)
  }

  @Test func speedsUnknownStayUnknown() throws {
    let frame = Frame(
      matchID: "m", period: 1, number: 1, time: Timestamp(microseconds: 0), clock: 0,
      objects: [TrackedObject(object: 3, x: 0, y: 0)])
    let read = try Self.decode(try FrameCodec.encode(frame))
    #expect(read.objects[0].speed.isNaN)
    #expect(read.isBallInPlay == nil && read.ballHeight == nil)
  }

  @Test func refusesWhatCannotBe() throws {
    var generator = SeededGenerator(seed: 5)
    let good = Self.frame(&generator, objects: 3)
    func refused(_ change: (inout Frame) -> Void) -> String? {
      var frame = good
      change(&frame)
      do { _ = try FrameCodec.encode(frame) } catch { return error.field }
      return nil
    }
    #expect(refused { $0.matchID = "a b" } == "match_id")
    #expect(refused { $0.period = 6 } == "period")
    #expect(refused { $0.clock = -0.1 } == "clock_us")
    #expect(refused { $0.objects[1].x = .infinity } == "x")
    #expect(refused { $0.objects[1].y = .nan } == "x")
    #expect(refused { $0.objects[1].speed = -1 } == "speed")
    #expect(refused { $0.ballHeight = .nan } == "ball_height")
    #expect(refused { $0.objects = Array(repeating: $0.objects[0], count: 65) } == "object_id")
  }

  @Test func refusesMessagesWithoutTimeClockOrEqualColumns() throws {
    func decode(_ build: (inout ProtobufWriter) -> Void) -> String? {
      var writer = ProtobufWriter()
      build(&writer)
      do { _ = try Self.decode(writer.bytes) } catch { return error.field ?? "whole" }
      return nil
    }
    func head(_ writer: inout ProtobufWriter) {
      writer.string(1, "m")
      writer.uint32(2, 1)
      writer.fixed64(3, 0)
      writer.uint64(11, 0)
    }
    #expect(decode { head(&$0) } == nil)
    #expect(
      decode {
        $0.string(1, "m")
        $0.uint32(2, 1)
        $0.uint64(11, 0)
      } == "timestamp_us")
    #expect(
      decode {
        $0.string(1, "m")
        $0.uint32(2, 1)
        $0.fixed64(3, 0)
      } == "clock_us")
    #expect(
      decode {
        head(&$0)
        $0.packedFixed32(5, [1, 2])
        $0.packedFloats(6, [1])
      } == "object_id")
    #expect(
      decode {
        head(&$0)
        $0.packedFixed32(5, Array(repeating: 1, count: 1000))
      } == "object_id")
    #expect(
      decode {
        head(&$0)
        $0.uint64(99, 5)
      } == nil)
    #expect(
      decode {
        head(&$0)
        $0.uint64(1, 5)
      } == "whole")
  }

  @Test func noBytesMakeItFail() throws {
    var generator = SeededGenerator(seed: 9)
    let good = try FrameCodec.encode(Self.frame(&generator, objects: 23))
    for _ in 0..<20_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      }
      // Either a frame that can be written again, or an error; never a crash.
      guard let frame = try? Self.decode(bytes) else { continue }
      #expect(throws: Never.self) { try FrameCodec.encode(frame) }
    }
  }
}
