import Testing

@testable import Postgres

struct RowBatchTests {
  /// The values of one column: nil for NULL.
  private func values(_ batch: RowBatch, _ column: Int) -> [[UInt8]?] {
    decode(Array(batch.array(column).dropFirst(ColumnBuffer.headerSize)))
  }

  private func decode(_ bytes: [UInt8]) -> [[UInt8]?] {
    var values: [[UInt8]?] = []
    var index = 0
    while index < bytes.count {
      let length = bytes[index..<index + 4].reduce(Int32(0)) { $0 << 8 | Int32($1) }
      values.append(length < 0 ? nil : Array(bytes[index + 4..<index + 4 + Int(length)]))
      index += 4 + max(0, Int(length))
    }
    return values
  }

  @Test func aColumnIsABinaryArray() throws {
    let batch = RowBatch(columns: [BatchColumn("n", .int4)])
    try batch.set(0, int: 258)
    try batch.finishRow()
    try batch.finishRow()
    #expect(
      Array(batch.array(0)) == [
        0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 23, 0, 0, 0, 2, 0, 0, 0, 1,  // 1 dimension, NULLs, int4, 2 from 1
        0, 0, 0, 4, 0, 0, 1, 2, 255, 255, 255, 255,
      ])
    #expect(batch.byteCount == 12)
  }

  @Test func everyTypeIsBigEndian() throws {
    let types = ColumnType.allCases
    let batch = RowBatch(columns: types.map { BatchColumn($0.rawValue, $0) }, capacity: 1)
    for (index, type) in types.enumerated() {
      switch type {
      case .text, .json, .jsonb: try batch.set(index, text: "{}")
      case .int2, .int4, .int8: try batch.set(index, int: -2)
      case .float4, .float8: try batch.set(index, double: 1.5)
      case .bool: try batch.set(index, bool: true)
      case .timestamp: try batch.set(index, timestamp: 946_684_800_000_001)
      case .bytes: try [UInt8]([0, 255]).withUnsafeBytes { try batch.set(index, bytes: $0) }
      }
    }
    try batch.finishRow()
    let expected: [ColumnType: [UInt8]] = [
      .text: [0x7B, 0x7D], .json: [0x7B, 0x7D], .jsonb: [1, 0x7B, 0x7D], .int2: [255, 254],
      .int4: [255, 255, 255, 254], .int8: [255, 255, 255, 255, 255, 255, 255, 254],
      .float4: [0x3F, 0xC0, 0, 0], .float8: [0x3F, 0xF8, 0, 0, 0, 0, 0, 0], .bool: [1],
      .timestamp: [0, 0, 0, 0, 0, 0, 0, 1], .bytes: [0, 255],
    ]
    for (index, type) in types.enumerated() { #expect(values(batch, index) == [expected[type]], "\(type)") }
  }

  @Test func aRowIsSetInAnyOrderAndTheLaterValueWins() throws {
    let batch = RowBatch(columns: [BatchColumn("a", .text), BatchColumn("b", .int8)])
    try batch.set(1, int: 1)
    try batch.set(0, text: "first")
    try batch.set(0, text: "")
    try batch.finishRow()
    try batch.set(0, text: "taken back")
    batch.discardRow()
    try batch.set(1, int: 3)
    batch.setNull(1)
    try batch.finishRow()
    try batch.set(0, text: "unfinished")
    #expect(batch.count == 2)
    #expect(values(batch, 0) == [[], nil])
    #expect(values(batch, 1) == [[0, 0, 0, 0, 0, 0, 0, 1], nil])
    batch.removeAll()
    #expect(batch.isEmpty && batch.byteCount == 0)
  }

  @Test func whatAColumnCannotHoldIsRefused() throws {
    let batch = RowBatch(columns: [
      BatchColumn("i", .int2), BatchColumn("d", .float4), BatchColumn("t", .text),
      BatchColumn("m", .timestamp),
    ])
    let refusals: [(String, () throws -> Void)] = [
      ("22003", { try batch.set(0, int: 40_000) }), ("22003", { try batch.set(0, double: 1.5) }),
      ("22003", { try batch.set(1, double: 1e300) }), ("42804", { try batch.set(2, int: 1) }),
      ("42804", { try batch.set(0, text: "1") }), ("22008", { try batch.set(3, timestamp: .min) }),
      ("42804", { try batch.set(2, bool: true) }),
    ]
    for (state, refusal) in refusals { #expect(try postgresError(refusal).sqlState == state) }
    try batch.set(0, double: -3)
    try batch.finishRow()
    #expect(values(batch, 0) == [[255, 253]])
  }

  @Test func slicesHoldTheirRowsAlone() throws {
    let batch = RowBatch(columns: [BatchColumn("t", .text), BatchColumn("n", .int8)], capacity: 1)
    for number in 0..<1000 {
      try batch.set(0, text: String(repeating: "x", count: number % 7))
      if number % 3 == 0 { try batch.set(1, int: Int64(number)) }
      try batch.finishRow()
    }
    for rows in [0..<0, 0..<1, 5..<17, 999..<1000, 0..<1000] {
      let parts = batch.buffers.map { $0.copy(rows) }
      for (part, whole) in zip(parts, [values(batch, 0), values(batch, 1)]) {
        let copied = decode(Array(part.elements))
        #expect(copied == Array(whole[rows]))
      }
    }
    #expect(batch[990..<2000].rows == 990..<1000)
  }
}
