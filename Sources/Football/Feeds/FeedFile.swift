import Formats

/// What a file of a feed holds, told by its first bytes: names differ from one archive to the next.
enum FeedFileKind: Sendable, Equatable {
  case jsonLines
  case dflInformation, dflEvents, dflPositions
  case statsbombEvents, statsbombLineups, statsbombMatches, statsbombFrames
  case skillcornerMatch, skillcornerFrames
  case hawkeye
  case wyscoutEvents, wyscoutLineups
  case f1Laps
  case f1Stream

  var format: FeedFormat {
    switch self {
    case .jsonLines: .jsonl
    case .dflInformation, .dflEvents, .dflPositions: .dfl
    case .statsbombEvents, .statsbombLineups, .statsbombMatches, .statsbombFrames: .statsbomb
    case .skillcornerMatch, .skillcornerFrames: .skillcorner
    case .hawkeye: .hawkeye
    case .wyscoutEvents, .wyscoutLineups: .wyscout
    case .f1Laps: .f1Laps
    case .f1Stream: .f1Live
    }
  }
}

extension FeedFormat {
  /// The sport of what a path holds; of JSON Lines by the first line. Nil where it cannot be told cheaply.
  public static func sport(of path: String) -> String? {
    if FolderListing.kind(path)?.isFolder == true {
      let files = (try? FolderListing.files(in: path, depth: 1)) ?? []
      return files.contains { FolderListing.name(of: $0).contains(".jsonStream") } ? "f1" : nil
    }
    guard let file = try? FeedFile.identify(path) else { return nil }
    if file.kind != .jsonLines { return file.kind.format.sport }
    guard let source = try? ByteSource(path: path), let line = try? JSONLinesReader(source).next({ $0.type })
    else {
      return nil
    }
    return line?.sport
  }
}

/// A file whose kind is known.
struct FeedFile: Sendable, Equatable {
  let path: String
  let kind: FeedFileKind
  /// The match it belongs to by the provider's own id, where the first bytes or the name tell it.
  let key: String?

  /// Nil if it is of no feed that we know.
  static func identify(_ path: String) throws(FeedError) -> FeedFile? {
    let head = try head(of: path)
    let isStream = FolderListing.name(of: path).contains(".jsonStream")
    guard let kind = isStream ? .f1Stream : kind(head) else { return nil }
    let key: String?
    switch kind.format {
    case .dfl: key = value(of: "MatchId=\"", in: head)
    case .statsbomb: key = leadingDigits(FolderListing.name(of: path))
    case .skillcorner, .hawkeye, .wyscout: key = FolderListing.parent(of: path)
    case .jsonl, .f1Laps: key = nil
    case .f1Live: key = FolderListing.parent(of: path)
    }
    return FeedFile(path: path, kind: kind, key: key)
  }

  private static func kind(_ head: String) -> FeedFileKind? {
    let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("<") {
      if start.contains("<MatchInformation") { return .dflInformation }
      if start.contains("<Positions") || start.contains("<FrameSet ") { return .dflPositions }
      return start.contains("<PutDataRequest") && start.contains("<Event ") ? .dflEvents : nil
    }
    if start.hasPrefix("[") {
      if start.contains("\"event_uuid\"") { return .statsbombFrames }
      if start.contains("\"lineup\"") && start.contains("\"team_name\"") { return .statsbombLineups }
      if start.contains("\"match_date\"") && start.contains("\"home_team\"") { return .statsbombMatches }
      if start.contains("\"period\"") && start.contains("\"play_pattern\"") { return .statsbombEvents }
      return start.contains("\"frame\"") && start.contains("\"data\"") ? .skillcornerFrames : nil
    }
    if start.hasPrefix("{") {
      let line = start.prefix { $0 != "\n" }
      if line.contains("\"match_id\"") && line.contains("\"type\"") { return .jsonLines }
      if line.contains("\"frame\"") && line.contains("\"player_data\"") { return .skillcornerFrames }
      return start.contains("\"home_team\"") && start.contains("\"away_team\"") ? .skillcornerMatch : nil
    }
    let header = start.prefix { $0 != "\n" && $0 != "\r" }
    if header.hasPrefix("t_s,kind,team,jersey") { return .hawkeye }
    if header.hasPrefix("match_id,event_id,period,period_sec,event,sub_event") { return .wyscoutEvents }
    if header.hasPrefix("match_id,team_id,player_id,starter") { return .wyscoutLineups }
    if header.hasPrefix("season,round,event,driver,") && header.contains(",end_s,") { return .f1Laps }
    return nil
  }

  /// The first bytes, unpacked.
  private static func head(of path: String) throws(FeedError) -> String {
    try readingFeed(path) {
      let source = try ByteSource(path: path)
      var head: [UInt8] = []
      while head.count < 8192, let bytes = try source.next({ Array($0.prefix(8192 - head.count)) }) {
        head += bytes
      }
      return String(decoding: head, as: UTF8.self)
    }
  }

  private static func value(of name: String, in head: String) -> String? {
    guard let place = head.range(of: name) else { return nil }
    return String(head[place.upperBound...].prefix { $0 != "\"" })
  }

  private static func leadingDigits(_ name: String) -> String? {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }
}

extension StringProtocol {
  /// The first place of a text, without Foundation.
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
      at = index(after: at)
    }
    return nil
  }
}
