import CZlib

/// Packing whole buffers. For unpacking see ``ByteSource``.
public enum Gzip {
  /// The bytes as one gzip member without name and time, so that the same bytes pack to the same bytes.
  /// - Parameter level: 1 (fast) to 9 (small).
  /// - Returns: nil if there is no memory for it.
  public static func compress(_ bytes: [UInt8], level: Int = 6) -> [UInt8]? {
    guard bytes.count < 1 << 31 else { return nil }
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(&stream, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    var finished = false
    let packed = bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        finished = deflate(&stream, Z_FINISH) == Z_STREAM_END
        count = bound - Int(stream.avail_out)
      }
    }
    return finished ? packed : nil
  }
}
