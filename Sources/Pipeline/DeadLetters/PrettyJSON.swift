import Formats

/// JSON with a line for each field; arrays and objects of plain values stay on one line where they are short.
enum PrettyJSON {
  static func lines(_ node: JSONNode) -> [String] {
    var lines = [""]
    write(node, indent: 0, &lines)
    return lines
  }

  private static func write(_ node: JSONNode, indent: Int, _ lines: inout [String]) {
    let flat = String(decoding: node.rawJSON, as: UTF8.self)
    guard node.kind == .object || node.kind == .array, node.count > 0, indent == 0 || flat.count > 80 else {
      lines[lines.count - 1] += flat
      return
    }
    let blanks = String(repeating: " ", count: indent + 2)
    let isObject = node.kind == .object
    lines[lines.count - 1] += isObject ? "{" : "["
    var left = node.count
    func end() {
      left -= 1
      if left > 0 { lines[lines.count - 1] += "," }
    }
    if isObject {
      for (key, value) in node.fields {
        var writer = JSONWriter()
        writer.value(key.description)
        lines.append("\(blanks)\(writer.text): ")
        write(value, indent: indent + 2, &lines)
        end()
      }
    } else {
      for value in node.elements {
        lines.append(blanks)
        write(value, indent: indent + 2, &lines)
        end()
      }
    }
    lines.append(String(blanks.dropLast(2)) + (isObject ? "}" : "]"))
  }
}

/// Sixteen bytes a line, with what of them is text.
enum HexDump {
  static func lines(_ bytes: ArraySlice<UInt8>) -> [String] {
    let digits = Array("0123456789abcdef")
    func hex(_ byte: UInt8) -> String { String([digits[Int(byte >> 4)], digits[Int(byte & 15)]]) }
    var lines: [String] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let line = bytes[start..<min(start + 16, bytes.endIndex)]
      let place = start - bytes.startIndex
      let text = line.map { (32..<127).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
      lines.append(
        "\(hex(UInt8(truncatingIfNeeded: place >> 8)))\(hex(UInt8(truncatingIfNeeded: place)))  "
          + padded(line.map(hex).joined(separator: " "), 47) + "  \(text)")
      start += 16
    }
    return lines
  }
}
