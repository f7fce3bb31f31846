/// Headers to produce with. Keep one and empty it between records: then nothing is allocated.
public struct HeaderList: Sendable {
  struct Entry {
    var name: Int
    var nameCount: Int
    var value: Int
    var count: Int  // -1: null
  }
  private(set) var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []

  public init() {}
  public init(_ pairs: [(String, String)]) {
    for (name, value) in pairs { append(name, value) }
  }

  public var count: Int { entries.count }
  public var isEmpty: Bool { entries.isEmpty }

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  public mutating func append(_ name: String, _ value: String) {
    var value = value
    let start = begin(name)
    value.withUTF8 { bytes.append(contentsOf: $0) }
    entries[entries.count - 1].count = bytes.count - start
  }
  /// nil makes a null value, which is not an empty one.
  public mutating func append(_ name: String, _ value: RawSpan?) {
    let start = begin(name)
    guard let value else { return }
    value.withUnsafeBytes { bytes.append(contentsOf: $0) }
    entries[entries.count - 1].count = bytes.count - start
  }
  /// All headers of a record that was consumed.
  public mutating func append(contentsOf message: borrowing MessageView) {
    message.forEachHeader { name, value in
      let start = name.withUnsafeBytes { begin($0) }
      if let value {
        value.withUnsafeBytes { bytes.append(contentsOf: $0) }
        entries[entries.count - 1].count = bytes.count - start
      }
    }
  }
  /// Takes the place of all headers of that name.
  public mutating func set(_ name: String, _ value: String) {
    remove(name)
    append(name, value)
  }
  public mutating func remove(_ name: String) {
    let wanted = name.utf8
    entries.removeAll { entry in
      entry.nameCount == wanted.count
        && bytes[entry.name..<entry.name + entry.nameCount].elementsEqual(wanted)
    }
  }

  private mutating func begin(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { begin(UnsafeRawBufferPointer($0)) }
  }
  private mutating func begin(_ name: UnsafeRawBufferPointer) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: name)
    bytes.append(0)
    entries.append(Entry(name: start, nameCount: name.count, value: bytes.count, count: -1))
    return bytes.count
  }
}
