import Formats

/// The objects of a JSON array too large for memory, one at a time; also of JSON Lines. Memory: the largest object.
///
/// Finds where each object ends by counting brackets outside strings, and leaves the rest to the strict parser.
final class JSONObjects {
  /// Place of the object last given, counted from 1.
  private(set) var record = 0
  private let source: ByteSource
  private let parser: JSONParser
  private let maxBytes: Int
  private var chunk: [UInt8] = []
  private var at = 0
  private var object: [UInt8] = []
  private var isArray: Bool?
  private var isDone = false

  /// - Parameter maxBytes: the largest object accepted.
  init(_ source: ByteSource, maxBytes: Int = 1 << 20) {
    self.source = source
    self.maxBytes = maxBytes
    parser = JSONParser(maxBytes: maxBytes)
  }

  /// The next object, valid until the next call; nil at the end of the array.
  func next() throws -> JSONNode? {
    guard try begin() else { return nil }
    object.removeAll(keepingCapacity: true)
    record += 1
    var scan = Scan()
    while true {
      let end = chunk.withUnsafeBufferPointer { scan.run($0, from: at) }
      object.append(contentsOf: chunk[at..<(end ?? chunk.count)])
      at = end ?? chunk.count
      if object.count > maxBytes { throw fault("longer than the \(maxBytes) bytes allowed") }
      if end != nil { return try parser.parse(object) }
      guard try fill() else { throw fault("the file ends inside this record: it is cut off") }
    }
  }

  /// Where in an object a chunk of it ends.
  private struct Scan {
    var depth = 0
    var inString = false
    var isEscaped = false

    /// The place after the object's last bracket; nil if that is not in these bytes.
    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
      var at = start
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        if inString {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            inString = false
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 0 { return at }
        default: break
        }
      }
      return nil
    }
  }

  /// Goes to the start of the next object; false at the end.
  private func begin() throws -> Bool {
    if isDone { return false }
    var hasComma = record == 0
    while true {
      while at < chunk.count {
        let byte = chunk[at]
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: at += 1
        case UInt8(ascii: "[") where isArray == nil:
          isArray = true
          at += 1
        case UInt8(ascii: ",") where isArray == true && !hasComma:
          hasComma = true
          at += 1
        case UInt8(ascii: "]") where isArray == true && (!hasComma || record == 0):
          at += 1
          isDone = true
          return false
        case UInt8(ascii: "{"):
          if isArray == nil { isArray = false }
          guard isArray == false || hasComma else { throw fault("a comma is missing before it", after: 1) }
          return true
        default:
          throw fault("expected an object, found \"\(String(decoding: [byte], as: UTF8.self))\"", after: 1)
        }
      }
      if try !fill() {
        if isArray == false { return false }
        throw fault("the array has no end: the file is cut off", after: 1)
      }
    }
  }

  private func fill() throws -> Bool {
    at = 0
    chunk.removeAll(keepingCapacity: true)
    return try source.next { chunk.append(contentsOf: $0) } != nil
  }

  private func fault(_ reason: String, after: Int = 0) -> FeedError {
    FeedError(file: source.name, record: record + after, reason)
  }
}
