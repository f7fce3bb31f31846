import Football
import Formats

/// One stretch of a feed, read from its first record to its last by one thread.
enum FeedInput: Sendable {
  case match(MatchFiles)
  /// Our own records, one a line, of any number of matches; nil for standard input.
  case lines(path: String?, matches: Set<String>)

  var title: String {
    switch self {
    case .match(let files): files.matchID ?? files.title ?? files.files.first ?? "match"
    case .lines(let path, _): path ?? "standard input"
    }
  }

  /// Bytes on disk; 0 where that means nothing.
  var weight: Int {
    switch self {
    case .match(let files): files.bytes
    case .lines: 0
    }
  }

  var isStandardInput: Bool { if case .lines(nil, _) = self { true } else { false } }

  /// Finds the matches that the paths hold, in order of the paths, then of kick-off.
  /// - Throws: `ProduceError` for a path that cannot be read, and for a match that is asked for and nowhere.
  static func find(
    _ paths: [String], format: FeedFormat?, matches: Set<String>, idPrefix: String? = nil
  ) throws(ProduceError) -> [FeedInput] {
    var inputs: [FeedInput] = []
    var known: [String] = []
    for path in paths {
      if path == "-" {
        inputs.append(.lines(path: nil, matches: matches))
        continue
      }
      let source: FeedSource
      do { source = try FeedSource.open(path: path, format: format) } catch { throw ProduceError(error) }
      known += source.matches.compactMap(\.matchID)
      for match in source.matches where idPrefix.map({ match.matchID?.hasPrefix($0) ?? true }) ?? true {
        if source.format == .jsonl, let file = match.files.first {
          inputs.append(.lines(path: file, matches: matches))
        } else if matches.isEmpty || match.matchID.map({ answers($0, to: matches) }) ?? true {
          inputs.append(.match(match))
        }
      }
    }
    if !matches.isEmpty, !inputs.contains(where: { if case .lines = $0 { true } else { false } }) {
      for wanted in matches.sorted() where !known.contains(where: { answers($0, to: [wanted]) }) {
        throw MatchNotFound(wanted, known: known).error
      }
    }
    return inputs
  }

  /// By our id, or by the provider's own where ours puts the provider before it.
  private static func answers(_ id: String, to wanted: Set<String>) -> Bool {
    if wanted.contains(id) { return true }
    guard let hyphen = id.firstIndex(of: "-") else { return false }
    return wanted.contains(String(id[id.index(after: hyphen)...]))
  }
}

/// A match that was asked for and is in none of the paths.
private struct MatchNotFound {
  let error: ProduceError
  init(_ wanted: String, known: [String]) {
    let near = known.filter { $0.contains(wanted) || wanted.contains($0) }.prefix(3)
    let hint =
      near.isEmpty
      ? "There \(known.count == 1 ? "is" : "are") \(known.prefix(5).joined(separator: ", "))\(known.count > 5 ? " and \(known.count - 5) more" : "")"
      : "Did you mean \(near.joined(separator: " or "))?"
    error = ProduceError(.input, "the match \(wanted) is in none of the paths. \(hint)")
  }
}
