import CZlib

/// Unpacks a stream of gzip members, one after the other as `gzip` and `cat` make them.
final class Gunzip {
  enum Step {
    /// Unpacked bytes, valid until the next step.
    case output(UnsafeRawBufferPointer)
    /// All input is used up.
    case wantsInput
    case fault(String)
  }

  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let output: UnsafeMutableRawBufferPointer
  private var inMember = true

  init?(outputBytes: Int) {
    stream.initialize(to: z_stream())
    output = .allocate(byteCount: outputBytes, alignment: 16)
    let version = ZLIB_VERSION
    guard inflateInit2_(stream, 15 + 16, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// The bytes must stand until the next `wantsInput`.
  func give(_ bytes: UnsafeRawBufferPointer) {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(bytes.count)
  }

  /// Why the input must not end here; nil if it may.
  var faultAtEnd: String? { inMember ? "the gzip data ends too early: the file is cut off" : nil }

  func step() -> Step {
    while true {
      if !inMember {
        // Zeros after a member are padding, as of a tape; anything else must be the next member.
        while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
          stream.pointee.next_in += 1
          stream.pointee.avail_in -= 1
        }
        if stream.pointee.avail_in == 0 { return .wantsInput }
        inflateReset(stream)
        inMember = true
      }
      stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      let code = inflate(stream, Z_NO_FLUSH)
      let produced = output.count - Int(stream.pointee.avail_out)
      switch code {
      case Z_STREAM_END: inMember = false
      case Z_OK: break
      case Z_BUF_ERROR: if produced == 0 { return .wantsInput }
      case Z_MEM_ERROR: return .fault("no memory to unpack it")
      default:
        let message = stream.pointee.msg.map { String(cString: $0) } ?? "error \(code)"
        return .fault("the gzip data is damaged (\(message))")
      }
      if produced > 0 { return .output(UnsafeRawBufferPointer(rebasing: output[0..<produced])) }
      if inMember, stream.pointee.avail_in == 0 { return .wantsInput }
    }
  }
}
