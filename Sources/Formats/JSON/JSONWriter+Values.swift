extension JSONWriter {
  public mutating func key(_ name: StaticString) {
    key(utf8: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  @_disfavoredOverload
  public mutating func key(_ name: String) {
    var name = name
    name.withUTF8 { key(utf8: $0) }
  }

  public mutating func value(_ v: String) {
    var v = v
    v.withUTF8 { value(utf8: $0) }
  }

  public mutating func value(_ v: Substring) {
    var v = v
    v.withUTF8 { value(utf8: $0) }
  }

  public mutating func value(_ v: Int) { value(Int64(v)) }

  public mutating func value(_ v: Int64) {
    separate()
    append(upTo: 20) { DecimalDigits.write(v, to: $0) }
  }

  public mutating func value(_ v: UInt64) {
    separate()
    append(upTo: 20) { DecimalDigits.write(v, to: $0) }
  }

  /// The fewest digits that read back as the same Double: `1`, `100`, `0.25`, `1e-10`. Numbers below a million with
  /// at most nine decimals are written without an exponent, whole ones without a point; -0 becomes 0. JSON has no
  /// infinity and no NaN: they become null.
  public mutating func value(_ v: Double) {
    guard v.isFinite else { return null() }
    separate()
    append(upTo: DecimalDigits.maxDouble) { DecimalDigits.write(v, to: $0) }
  }

  public mutating func value(_ v: Bool) {
    separate()
    append(literal: v ? "true" : "false")
  }

  public mutating func null() {
    separate()
    append(literal: "null")
  }

  /// A value that is JSON text already. It is not looked at.
  public mutating func raw(_ json: UnsafeRawBufferPointer) {
    separate()
    append(count: json.count) {
      UnsafeMutableRawBufferPointer(start: $0, count: json.count).copyMemory(from: json)
    }
  }

  public mutating func raw(_ json: RawSpan) { json.withUnsafeBytes { raw($0) } }

  public mutating func raw(_ json: [UInt8]) { json.withUnsafeBytes { raw($0) } }

  private mutating func append(literal: StaticString) {
    append(count: literal.utf8CodeUnitCount) {
      $0.update(from: literal.utf8Start, count: literal.utf8CodeUnitCount)
    }
  }
}

extension JSONWriter {
  public mutating func field(_ name: StaticString, _ v: String) {
    key(name)
    value(v)
  }

  public mutating func field(_ name: StaticString, _ v: Int) {
    key(name)
    value(Int64(v))
  }

  public mutating func field(_ name: StaticString, _ v: Int64) {
    key(name)
    value(v)
  }

  public mutating func field(_ name: StaticString, _ v: Double) {
    key(name)
    value(v)
  }

  public mutating func field(_ name: StaticString, _ v: Bool) {
    key(name)
    value(v)
  }

  /// Of nil the field is left out: in a record, absent means unknown.
  public mutating func field(_ name: StaticString, _ v: String?) { if let v { field(name, v) } }

  /// Of nil the field is left out.
  public mutating func field(_ name: StaticString, _ v: Int?) { if let v { field(name, v) } }

  /// Of nil the field is left out.
  public mutating func field(_ name: StaticString, _ v: Int64?) { if let v { field(name, v) } }

  /// Of nil the field is left out.
  public mutating func field(_ name: StaticString, _ v: Double?) { if let v { field(name, v) } }

  /// Of nil the field is left out.
  public mutating func field(_ name: StaticString, _ v: Bool?) { if let v { field(name, v) } }
}
