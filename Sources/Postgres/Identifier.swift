/// Names inside SQL text.
public enum SQL {
  /// A name as a quoted identifier, safe whatever it holds (a NUL, which no name may have, ends it).
  public static func identifier(_ name: String) -> String {
    var quoted = "\""
    for scalar in name.unicodeScalars.prefix(while: { $0.value != 0 }) {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// `"schema"."name"`.
  public static func qualified(_ schema: String, _ name: String) -> String {
    identifier(schema) + "." + identifier(name)
  }

  /// The beginning of a statement on one line, to name it in an error.
  static func label(_ sql: String) -> String {
    var text = ""
    var gap = false
    for character in sql.unicodeScalars.prefix(400) {
      if character.value <= 0x20 {
        gap = !text.isEmpty
      } else {
        if gap { text += " " }
        gap = false
        text.unicodeScalars.append(character)
      }
      if text.utf8.count >= 100 { return text + "…" }
    }
    return text
  }
}
