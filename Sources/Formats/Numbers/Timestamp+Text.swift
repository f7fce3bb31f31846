extension Timestamp: CustomStringConvertible {
  /// In UTC: `2022-10-15T11:01:28.310Z`, with six decimals where milliseconds do not suffice.
  public var description: String { text(offset: nil) }

  /// In local time: `2022-10-15T13:01:28.310+02:00`.
  /// - Parameter offsetMinutes: minutes east of UTC, within a day.
  public func text(offsetMinutes: Int) -> String { text(offset: offsetMinutes) }

  private func text(offset: Int?) -> String {
    String(unsafeUninitializedCapacity: Self.maxText) { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return write(offset: offset, to: base)
    }
  }

  /// Room that any moment needs.
  static let maxText = 40

  /// Moments outside the years 1 to 9999, which no text that was read can give, are written as the nearest within.
  func write(offset: Int?, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let offset = offset.map { min(max($0, -1439), 1439) }
    let first: Int64 = -62_135_596_800_000_000
    let last: Int64 = 253_402_300_799_999_999
    let local = min(max(min(max(microseconds, first), last) + Int64(offset ?? 0) * 60_000_000, first), last)
    let days = Self.floorDivide(local, 86_400_000_000)
    let ofDay = Int(local - days * 86_400_000_000)
    var at = 0
    func put(_ character: Unicode.Scalar) {
      out[at] = UInt8(ascii: character)
      at += 1
    }
    func put(_ value: Int, _ width: Int) {
      var rest = value
      for place in stride(from: width - 1, through: 0, by: -1) {
        out[at + place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      at += width
    }
    if let date = CalendarDate(daysSince1970: Int(days)) {
      put(date.year, 4)
      put("-")
      put(date.month, 2)
      put("-")
      put(date.day, 2)
    }
    put("T")
    put(ofDay / 3_600_000_000, 2)
    put(":")
    put(ofDay / 60_000_000 % 60, 2)
    put(":")
    put(ofDay / 1_000_000 % 60, 2)
    put(".")
    let fraction = ofDay % 1_000_000
    if fraction.isMultiple(of: 1000) { put(fraction / 1000, 3) } else { put(fraction, 6) }
    guard let offset else {
      put("Z")
      return at
    }
    put(offset < 0 ? "-" : "+")
    put(abs(offset) / 60, 2)
    put(":")
    put(abs(offset) % 60, 2)
    return at
  }
}

extension JSONWriter {
  /// The moment in UTC, as a string.
  public mutating func value(_ v: Timestamp) {
    separate()
    append(upTo: Timestamp.maxText + 2) { out in
      out[0] = UInt8(ascii: "\"")
      let count = v.write(offset: nil, to: out + 1)
      out[count + 1] = UInt8(ascii: "\"")
      return count + 2
    }
  }

  public mutating func field(_ name: StaticString, _ v: Timestamp) {
    key(name)
    value(v)
  }

  /// Of nil the field is left out.
  public mutating func field(_ name: StaticString, _ v: Timestamp?) { if let v { field(name, v) } }
}

extension JSONNode {
  /// A string that is a moment with its offset, as ``Timestamp`` reads it.
  public func optionalTimestamp(_ name: StaticString) throws(FieldError) -> Timestamp? {
    guard let node = self[name], !node.isNull else { return nil }
    guard let stamp = node.withUTF8String({ Timestamp(utf8: $0) }) ?? nil else {
      throw FieldError(
        path: name.description, reason: "expected a time with its offset, found \(node.summary)")
    }
    return stamp
  }

  public func requireTimestamp(_ name: StaticString) throws(FieldError) -> Timestamp {
    guard let stamp = try optionalTimestamp(name) else {
      throw FieldError(
        path: name.description, reason: "expected a time with its offset, it is missing or null")
    }
    return stamp
  }
}
