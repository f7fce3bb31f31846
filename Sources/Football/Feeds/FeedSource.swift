import Formats

/// The matches that a path holds: a file, a match folder or a season folder, everything also packed with gzip.
public struct FeedSource: Sendable {
  public let path: String
  public let format: FeedFormat
  /// In order of kick-off where it is known, then of id. Never empty.
  public let matches: [MatchFiles]

  /// Finds out what is there. Only the first bytes of each file are read, and what names the matches.
  ///
  /// - Parameters:
  ///   - path: a file (its companions are looked for beside it) or a folder (looked through four levels deep).
  ///   - format: nil: told by the content. A folder with several formats must be told which.
  ///   - matches: only these, by our id (`statsbomb-7582`) or the provider's own (`7582`); empty: all.
  /// - Throws: `FeedError`: nothing there, nothing that we know, or none of the matches asked for.
  public static func open(
    path: String, format: FeedFormat? = nil, matches: Set<String> = []
  ) throws(FeedError) -> FeedSource {
    guard let kind = FolderListing.kind(path) else {
      throw FeedError(file: path, "there is no such file or folder")
    }
    let files = try kind.isFolder ? identified(in: path, depth: 4) : companions(of: path, format: format)
    let format = try decide(format, files: files, path: path)
    var found = try list(
      files.filter { $0.kind.format == format }, format: format, path: path, wanted: matches)
    if !kind.isFolder {
      let beside = found.filter { $0.files.contains(path) }
      if !beside.isEmpty { found = beside }
    }
    if format != .jsonl, !matches.isEmpty { found.removeAll { !$0.answers(to: matches) } }
    if found.isEmpty {
      let asked =
        matches.isEmpty ? "it holds no match" : "it does not hold \(matches.sorted().joined(separator: ", "))"
      throw FeedError(file: path, "\(asked) in the format \(format.rawValue)")
    }
    found.sort {
      ($0.kickOff?.microseconds ?? .max, $0.matchID ?? "") < (
        $1.kickOff?.microseconds ?? .max, $1.matchID ?? ""
      )
    }
    return FeedSource(path: path, format: format, matches: found)
  }

  /// The format of a path, told by its content.
  public static func detect(path: String) throws(FeedError) -> FeedFormat {
    try open(path: path).format
  }

  private static func identified(in folder: String, depth: Int) throws(FeedError) -> [FeedFile] {
    var files: [FeedFile] = []
    for path in try FolderListing.files(in: folder, depth: depth) {
      if let file = try FeedFile.identify(path) { files.append(file) }
    }
    return files
  }

  /// A file with what belongs to its match: in its folder, and of StatsBomb's layout in the folders beside it.
  private static func companions(of path: String, format: FeedFormat?) throws(FeedError) -> [FeedFile] {
    guard let file = try FeedFile.identify(path) else {
      if format == .jsonl { return [FeedFile(path: path, kind: .jsonLines, key: nil)] }
      throw FeedError(file: path, "no feed that is known: expected one of \(known)")
    }
    if file.kind == .jsonLines { return [file] }
    let folder = FolderListing.parent(of: path)
    var files = try identified(in: folder, depth: 0)
    if file.kind.format == .statsbomb {
      let root = FolderListing.parent(of: folder)
      files += try identified(in: root, depth: 0)
      for name in ["lineups", "three-sixty", "events"] where FolderListing.name(of: folder) != name {
        let beside = FolderListing.join(root, name)
        guard FolderListing.kind(beside)?.isFolder == true, let key = file.key else { continue }
        for end in [".json", ".json.gz"] {
          let companion = FolderListing.join(beside, key + end)
          if FolderListing.kind(companion) != nil, let found = try FeedFile.identify(companion) {
            files.append(found)
          }
        }
      }
      let matches = FolderListing.join(root, "matches")
      if FolderListing.kind(matches)?.isFolder == true { files += try identified(in: matches, depth: 2) }
    }
    files.removeAll { $0.path == path }
    return [file] + files.filter { $0.kind.format == file.kind.format }
  }

  private static var known: String { FeedFormat.allCases.map(\.rawValue).joined(separator: ", ") }

  private static func decide(_ asked: FeedFormat?, files: [FeedFile], path: String) throws(FeedError)
    -> FeedFormat
  {
    let found = FeedFormat.allCases.filter { format in files.contains { $0.kind.format == format } }
    if let asked {
      guard found.contains(asked) else {
        let other = found.isEmpty ? "nothing that is known" : found.map(\.rawValue).joined(separator: ", ")
        throw FeedError(file: path, "no file in the format \(asked.rawValue), but \(other)")
      }
      return asked
    }
    guard let only = found.first else {
      throw FeedError(file: path, "no feed that is known: expected one of \(known)")
    }
    if found.count > 1 {
      let names = found.map(\.rawValue).joined(separator: ", ")
      throw FeedError(
        file: path, "several formats (\(names)): say which with --format, or name a folder further down")
    }
    return only
  }

  private static func list(
    _ files: [FeedFile], format: FeedFormat, path: String, wanted: Set<String>
  ) throws(FeedError) -> [MatchFiles] {
    switch format {
    case .jsonl: files.map { MatchFiles(jsonLines: $0.path, wanted: wanted.isEmpty ? nil : wanted) }
    case .dfl: try DFLMatch.list(files)
    case .statsbomb: try StatsBombMatch.list(files)
    case .skillcorner: try SkillCornerMatch.list(files)
    case .hawkeye: HawkEyeMatch.list(files)
    case .wyscout: try WyscoutMatch.list(files)
    case .f1Laps: try RaceLog.listLaps(files)
    case .f1Live: try RaceLog.listLive(files)
    }
  }
}

extension MatchFiles {
  init(
    format: FeedFormat, matchID: String?, files: [String], title: String?, kickOff: Timestamp?,
    content: MatchContent
  ) {
    self.format = format
    self.matchID = matchID
    self.files = files
    self.title = title
    self.kickOff = kickOff
    self.content = content
    bytes = files.reduce(0) { $0 + (FolderListing.kind($1)?.bytes ?? 0) }
    wanted = nil
  }

  init(jsonLines path: String, wanted: Set<String>?) {
    format = .jsonl
    matchID = nil
    files = [path]
    title = nil
    kickOff = nil
    bytes = FolderListing.kind(path)?.bytes ?? 0
    content = .jsonl(path)
    self.wanted = wanted
  }

  /// Whether it is one of the matches asked for: by our id or, for provider prefixes of ours, the bare number.
  func answers(to ids: Set<String>) -> Bool {
    guard let matchID else { return true }
    if ids.contains(matchID) { return true }
    guard let hyphen = matchID.firstIndex(of: "-") else { return false }
    return ids.contains(String(matchID[matchID.index(after: hyphen)...]))
  }
}
