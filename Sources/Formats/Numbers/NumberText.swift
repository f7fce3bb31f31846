/// Numbers from text bytes, without making a String for the usual ones.
public enum NumberText {
  /// A decimal integer with an optional sign, nothing else; nil otherwise, or beyond the range of Int64.
  public static func int64(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var at = 0
    var negative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      negative = first == UInt8(ascii: "-")
      at = 1
    }
    guard at < bytes.count else { return nil }
    var value: Int64 = 0
    while at < bytes.count {
      let digit = bytes[at] &- 0x30
      guard digit < 10 else { return nil }
      let (scaled, over) = value.multipliedReportingOverflow(by: 10)
      let (next, over2) =
        negative
        ? scaled.subtractingReportingOverflow(Int64(digit)) : scaled.addingReportingOverflow(Int64(digit))
      if over || over2 { return nil }
      value = next
      at += 1
    }
    return value
  }

  /// A finite decimal number (`-12.5`, `1e-3`, `7`), nothing else; nil otherwise. The result is the nearest Double.
  public static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    if let quick = simpleDouble(bytes) { return quick }
    guard bytes.count <= 400, bytes.allSatisfy({ isNumberByte($0) }), let last = bytes.last,
      last != UInt8(ascii: "."),
      let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return value
  }

  /// Up to 15 digits and a point: both the digits and the power of ten are exact, so that one division rounds once.
  private static func simpleDouble(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count > 0, bytes.count <= 17 else { return nil }
    let negative = bytes[0] == UInt8(ascii: "-")
    var at = negative ? 1 : 0
    var mantissa: Int64 = 0
    var digits = 0
    var point = -1
    while at < bytes.count {
      let byte = bytes[at]
      if byte &- 0x30 < 10 {
        mantissa = mantissa * 10 + Int64(byte &- 0x30)
        digits += 1
      } else if byte == UInt8(ascii: "."), point < 0, digits > 0 {
        point = digits
      } else {
        return nil
      }
      at += 1
    }
    guard digits > 0, digits <= 15, point != digits else { return nil }
    let value = point < 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[digits - point]
    return negative ? -value : value
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte | 0x20 == UInt8(ascii: "e")
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
