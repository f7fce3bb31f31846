/// A fast hash of content, for telling apart, never for trust. The same bytes give the same value everywhere.
public enum ContentHash {
  /// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv).
  public static func fnv1a64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  public static func fnv1a64(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    fnv1a64(UnsafeRawBufferPointer(rebasing: bytes))
  }

  public static func fnv1a64(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { fnv1a64($0) } }

  public static func fnv1a64(_ bytes: RawSpan) -> UInt64 { bytes.withUnsafeBytes { fnv1a64($0) } }
}
