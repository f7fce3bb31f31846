/// simdjson's parsed document, in the layout that its `doc/tape.md` describes: one 64-bit word a value, the tag in
/// the top byte; a number's bits in a second word; a container's word holds its length and the index after its end.
/// Reading it here, and not through a C function a value, is what makes a look-up cheap.
struct JSONTape {
  var words: UnsafePointer<UInt64>?
  var strings: UnsafePointer<UInt8>?
  /// Counts the parses; a node of another generation is stale.
  var generation: UInt32 = 0

  mutating func invalidate() {
    generation &+= 1
    words = nil
    strings = nil
  }
}

/// The tags of the tape.
enum JSONTag {
  static let object = UInt8(ascii: "{")
  static let objectEnd = UInt8(ascii: "}")
  static let array = UInt8(ascii: "[")
  static let arrayEnd = UInt8(ascii: "]")
  static let string = UInt8(ascii: "\"")
  static let int64 = UInt8(ascii: "l")
  static let uint64 = UInt8(ascii: "u")
  static let double = UInt8(ascii: "d")
  static let yes = UInt8(ascii: "t")
  static let no = UInt8(ascii: "f")
  static let null = UInt8(ascii: "n")
}

/// The two pointers of a parsed document, taken out once for a walk over it.
struct JSONCursor {
  let words: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>

  @inline(__always) func tag(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[index] >> 56) }
  @inline(__always) func payload(_ index: Int) -> UInt64 { words[index] & 0x00FF_FFFF_FFFF_FFFF }

  /// The index after the value at `index`.
  @inline(__always) func next(_ index: Int) -> Int {
    switch tag(index) {
    case JSONTag.object, JSONTag.array: Int(words[index] & 0xFFFF_FFFF)
    case JSONTag.int64, JSONTag.uint64, JSONTag.double: index + 2
    default: index + 1
    }
  }

  @inline(__always) func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = strings + Int(payload(index))
    let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return UnsafeBufferPointer(start: start + 4, count: Int(count))
  }

  func string(_ index: Int) -> String { String(decoding: utf8(index), as: UTF8.self) }

  /// The index of the value of `key` in the object at `object`, the first of several; nil if there is none.
  func find(_ key: UnsafeBufferPointer<UInt8>, in object: Int) -> Int? {
    var index = object + 1
    let count = key.count
    while tag(index) == JSONTag.string {
      let name = utf8(index)
      if name.count == count, jsonBytesEqual(name.baseAddress, key.baseAddress, count) { return index + 1 }
      index = next(index + 1)
    }
    return nil
  }
}

/// Keys are short: comparing eight bytes at a time here is cheaper than a call of `memcmp`.
@inline(__always)
func jsonBytesEqual(_ a: UnsafePointer<UInt8>?, _ b: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
  guard count > 0, let a, let b else { return count == 0 }
  let left = UnsafeRawPointer(a)
  let right = UnsafeRawPointer(b)
  var i = 0
  while i + 8 <= count {
    if left.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      != right.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    {
      return false
    }
    i += 8
  }
  while i < count {
    if a[i] != b[i] { return false }
    i += 1
  }
  return true
}
