extension ColumnBuffer {
  /// The values up to an offset as a binary array of one dimension.
  func array(count: Int, upTo end: Int) -> UnsafeRawBufferPointer {
    writeHeader(count: count)
    // One without dimensions has neither length nor lower bound.
    return UnsafeRawBufferPointer(start: memory, count: count == 0 ? 12 : end)
  }

  /// A copy of some of the values.
  func copy(_ rows: Range<Int>) -> ColumnBuffer {
    let bytes = byteRange(rows)
    let part = ColumnBuffer(type: type, capacity: Self.headerSize + bytes.count)
    part.replaceElements(
      UnsafeRawBufferPointer(start: memory + bytes.lowerBound, count: bytes.count), hasNull)
    return part
  }

  /// Where the values of these rows lie. Walks over the lengths: slices are rare, appends are not.
  func byteRange(_ rows: Range<Int>) -> Range<Int> {
    var offset = Self.headerSize
    for _ in 0..<rows.lowerBound { offset = next(offset) }
    let start = offset
    for _ in rows { offset = next(offset) }
    return start..<offset
  }

  /// The offset of the value after the one that starts there.
  func next(_ offset: Int) -> Int {
    offset + 4 + max(0, Int(Int32(bigEndian: memory.loadUnaligned(fromByteOffset: offset, as: Int32.self))))
  }

  /// Dimensions, NULL flag, element type, length, lower bound.
  private func writeHeader(count: Int) {
    let words: [5 of Int32] = [
      count == 0 ? 0 : 1, hasNull ? 1 : 0, Int32(bitPattern: type.oid), Int32(clamping: count), 1,
    ]
    for index in words.indices {
      memory.storeBytes(of: words[index].bigEndian, toByteOffset: index * 4, as: Int32.self)
    }
  }
}
