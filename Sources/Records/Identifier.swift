/// Rules for the ids of matches, seasons, teams and players.
public enum Identifier {
  /// True for `[A-Za-z0-9-]{1,64}`: what a topic name, a header and a file name can all hold.
  public static func isValid(_ text: String) -> Bool {
    let bytes = text.utf8
    guard (1...64).contains(bytes.count) else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  /// The id of one competition's season, `<competition>-<season>`.
  public static func season(competition: String, season: String) -> String { "\(competition)-\(season)" }
}
