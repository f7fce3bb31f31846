/// Files that come out as one list.
struct Group {
  var name: String
  var base: String
  private(set) var files: [(name: String, text: String)] = []

  init(name: String, base: String) {
    self.name = name
    self.base = base.hasSuffix("/") ? base : base + "/"
  }

  /// Adds a file under its path relative to the group's folder.
  mutating func add(path: String, text: String) {
    files.append((path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path, text))
  }
}

/// An enum with one list for each group.
func swiftSource(_ groups: [Group]) -> String {
  var source = "// Generated at build time; see Sources/EmbedFilesPlugin.\n\n"
  source += "/// Text files of the package, compiled in.\nenum EmbeddedFiles {\n"
  for group in groups {
    source += "  static let \(group.name): [(name: String, text: String)] = [\n"
    for (index, file) in group.files.enumerated() {
      source += "    (name: \(literal(file.name)), text: \(group.name)\(index)),\n"
    }
    source += "  ]\n"
  }
  source += "}\n"
  for group in groups {
    for (index, file) in group.files.enumerated() {
      source += "\nprivate let \(group.name)\(index): String = \(literal(file.text))\n"
    }
  }
  return source
}

/// The text as a raw multi-line literal. Whatever would mean something inside it is kept from doing
/// so by more number signs than the text itself has after a quotation mark or a backslash.
func literal(_ text: String) -> String {
  let signs = String(repeating: "#", count: longestRun(text) + 1)
  var body: [UInt8] = []
  body.reserveCapacity(text.utf8.count + 16)
  for byte in text.utf8 {
    // A literal turns carriage returns into newlines and does not take most control characters.
    if byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F {
      body += Array("\\\(signs)u{\(String(byte, radix: 16))}".utf8)
    } else {
      body.append(byte)
    }
  }
  return "\(signs)\"\"\"\n" + String(decoding: body, as: UTF8.self) + "\n\"\"\"\(signs)"
}

/// The most number signs in a row after a quotation mark or a backslash.
private func longestRun(_ text: String) -> Int {
  var longest = 0
  var run: Int?
  for byte in text.utf8 {
    switch byte {
    case 0x22, 0x5C: run = 0
    case 0x23:
      run = run.map { $0 + 1 }
      longest = max(longest, run ?? 0)
    default: run = nil
    }
  }
  return longest
}
