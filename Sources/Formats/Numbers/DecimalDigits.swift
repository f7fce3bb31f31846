/// Numbers as decimal digits, straight into a byte buffer. The one place that decides how a number is written.
public enum DecimalDigits {
  /// Room that any Double needs.
  static let maxDouble = 40

  static func write(_ value: Int64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard value < 0 else { return write(UInt64(value), to: out) }
    out[0] = UInt8(ascii: "-")
    return 1 + write(value.magnitude, to: out + 1)
  }

  static func write(_ value: UInt64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 1
    var limit: UInt64 = 10
    while count < 20, value >= limit {
      count += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    if count == 19, value >= 10_000_000_000_000_000_000 { count = 20 }
    var rest = value
    var at = count
    while at > 0 {
      at -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      out[at] = 0x30 + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    return count
  }

  /// Writes a finite number with the fewest digits that read back as the same Double.
  static func write(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let magnitude = value.magnitude
    if magnitude < 0x1p53, Double(Int64(value)) == value { return write(Int64(value), to: out) }
    if magnitude < 1e6 {
      // A quotient of two exact numbers is the Double nearest to that decimal, and of 15 digits or fewer no two
      // decimals share a Double: where it gives the value back, these are the shortest digits.
      let units = Int64(magnitude * 1e9 + 0.5)
      if Double(units) / 1e9 == magnitude {
        var count = 0
        if value < 0 {
          out[0] = UInt8(ascii: "-")
          count = 1
        }
        return count + writeBillionths(UInt64(units), to: out + count)
      }
    }
    var text = value.description
    return text.withUTF8 { utf8 in
      var count = min(utf8.count, maxDouble)
      if count > 2, utf8[count - 2] == UInt8(ascii: "."), utf8[count - 1] == 0x30 { count -= 2 }
      for i in 0..<count { out[i] = utf8[i] }
      return count
    }
  }

  /// Writes `units` / 1e9, without trailing zeros.
  private static func writeBillionths(_ units: UInt64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let (whole, fraction) = units.quotientAndRemainder(dividingBy: 1_000_000_000)
    let start = write(whole, to: out)
    out[start] = UInt8(ascii: ".")
    var rest = fraction
    var last = 0
    for place in stride(from: 9, through: 1, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      out[start + place] = 0x30 + UInt8(truncatingIfNeeded: digit)
      if last == 0, digit != 0 { last = place }
      rest = quotient
    }
    return start + last + 1
  }

  /// The digits of a number as text, as they stand in every record; `nan`, `inf` and `-inf` for what is not finite.
  public static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.description }
    return String(unsafeUninitializedCapacity: maxDouble) { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return write(value, to: base)
    }
  }
}
