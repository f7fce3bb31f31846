import Glibc

/// A file of `key = value` lines. `#` begins a comment at the start of a line or after a space; a value in double
/// quotes is taken as it is. A key may come again only where its option may.
public struct ConfigFile: Sendable, Equatable {
  public struct Entry: Sendable, Equatable {
    public var key: String
    public var value: String
    public var line: Int
  }

  public var path: String
  public var entries: [Entry]

  public init(path: String, entries: [Entry] = []) {
    self.path = path
    self.entries = entries
  }

  /// - Throws: `UsageError` with the file's name and line.
  public init(parsing text: String, path: String) throws(UsageError) {
    self.init(path: path)
    // Not "\n": a carriage return and a line feed are one Character.
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    {
      func failure(_ what: String) -> UsageError {
        UsageError("\(path):\(index + 1): \(what)", exitCode: .unreadableInput)
      }
      let line = trim(raw)
      if line.isEmpty || line.first == "#" { continue }
      guard let equals = line.firstIndex(of: "=") else {
        throw failure("'\(line)' is no setting; write key = value")
      }
      let key = trim(line[..<equals])
      var value = trim(line[line.index(after: equals)...])
      guard !key.isEmpty, !key.contains(where: \.isWhitespace) else { throw failure("'\(key)' is no key") }
      if value.first == "\"" {
        let inner = value.dropFirst()
        guard let end = inner.firstIndex(of: "\"") else { throw failure("a closing quote is missing") }
        let rest = trim(inner[inner.index(after: end)...])
        guard rest.isEmpty || rest.first == "#" else { throw failure("'\(rest)' follows the closing quote") }
        value = inner[..<end]
      } else if value.first == "#" {
        value = ""
      } else if let comment = value.indices.first(where: {
        value[$0] == "#" && $0 > value.startIndex && value[value.index(before: $0)].isWhitespace
      }) {
        value = trim(value[..<comment])
      }
      entries.append(Entry(key: String(key), value: String(value), line: index + 1))
    }
  }

  /// - Throws: `UsageError` if it cannot be read or is larger than 1 MB.
  public init(readingAt path: String) throws(UsageError) {
    func failure(_ why: String) -> UsageError {
      UsageError("cannot read the config file \(path): \(why)", exitCode: .unreadableInput)
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(String(cString: strerror(errno))) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(String(cString: strerror(errno)))
      }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > 1 << 20 { throw failure("it is larger than 1 MB") }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw failure("it is no UTF-8 text") }
    try self.init(parsing: text, path: path)
  }
}

private func trim(_ text: Substring) -> Substring {
  var text = text
  while text.first?.isWhitespace == true { text = text.dropFirst() }
  while text.last?.isWhitespace == true { text = text.dropLast() }
  return text
}
