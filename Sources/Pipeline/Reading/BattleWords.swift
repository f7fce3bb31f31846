import Formats

extension RecordWords {
  /// `HAM–VET  undercut running  0.87 s behind, foretold +1.20 s, 71 %`.
  var pitBattle: String {
    func word(_ name: StaticString) -> String {
      node[name]?.string?.split(separator: "_").joined(separator: " ") ?? ""
    }
    var text = "\(word("chaser"))–\(word("target"))  \(word("phase"))"
    if node["reason"] != nil { text += " (\(word("reason")))" }
    if let after = node["gap_after_s"]?.double {
      return text + "  \(decimals(abs(after), 3)) s \(after > 0 ? "ahead" : "behind")"
    }
    if let gap = node["gap_s"]?.double {
      text += "  \(decimals(abs(gap), 3)) s \(gap > 0 ? "behind" : "ahead")"
    }
    if let gap = node["predicted_gap_s"]?.double, let probability = node["probability"]?.double {
      text +=
        ", foretold \(gap > 0 ? "+" : "−")\(decimals(abs(gap), 2)) s, \(decimals(probability * 100, 0)) %"
    }
    return text
  }
}
