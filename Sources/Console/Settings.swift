/// One line of `config`.
public struct Setting: Sendable, Equatable {
  /// The long option; of a property with its key: `property security.protocol`.
  public var name: String
  /// nil where nothing is set. Passwords are replaced by `***`.
  public var value: String?
  public var origin: Origin
  public var help: String
  public var environment: String?
  public var configKey: String?
}

extension CommandSpec {
  /// All options of the tree that can be set outside the command line, once each, the common ones first.
  private var configurable: [OptionSpec] {
    var seen = Set<String>()
    var found: [OptionSpec] = []
    func walk(_ command: CommandSpec) {
      for option in command.options where option.environment != nil || option.configKey != nil {
        if seen.insert(option.configKey ?? option.long).inserted { found.append(option) }
      }
      command.subcommands.forEach(walk)
    }
    walk(self)
    return found
  }

  private var configurableFlags: [FlagSpec] {
    var seen = Set<String>()
    func walk(_ command: CommandSpec) -> [FlagSpec] {
      command.flags.filter { $0.environment != nil || $0.configKey != nil }
        + command.subcommands.flatMap(walk)
    }
    return walk(self).filter { seen.insert($0.configKey ?? $0.long).inserted }
  }

  func settings(from sources: ValueSources) -> [Setting] {
    var settings: [Setting] = []
    for option in configurable {
      let values = sources.values(of: option)
      var setting = Setting(
        name: option.long, value: nil, origin: .default, help: option.help, environment: option.environment,
        configKey: option.configKey)
      if case .property = option.kind {
        for value in values {
          guard let (key, text) = splitProperty(value.text) else { continue }
          setting.name = "\(option.long) \(key)"
          setting.value = isSecretKey(key) ? "***" : text
          setting.origin = value.origin
          settings.append(setting)
        }
        if !values.isEmpty { continue }
      } else if let first = values.first {
        let text = values.map(\.text).joined(separator: ",")
        setting.value = option.isSecret ? "***" : hidingPassword(in: text)
        setting.origin = first.origin
      }
      settings.append(setting)
    }
    for flag in configurableFlags {
      let state = try? sources.flag(flag)
      settings.append(
        Setting(
          name: flag.long, value: (state?.count ?? 0) > 0 ? "yes" : "no", origin: state?.origin ?? .default,
          help: flag.help, environment: flag.environment, configKey: flag.configKey))
    }
    return settings
  }

  /// - Throws: `UsageError` for a key that no option has, and for one given twice whose option is not repeatable.
  func check(_ config: ConfigFile) throws(UsageError) {
    let options = configurable
    var known = Set(configurableFlags.compactMap(\.configKey))
    var repeatable = Set<String>()
    var prefixes: [String] = []
    for option in options {
      guard let key = option.configKey else { continue }
      if case .property = option.kind { prefixes.append(key) } else { known.insert(key) }
      if option.repeatable { repeatable.insert(key) }
    }
    var lines: [String: Int] = [:]
    for entry in config.entries {
      let place = "\(config.path):\(entry.line)"
      guard
        known.contains(entry.key) || prefixes.contains(where: { entry.key.hasPrefix($0) && entry.key != $0 })
      else {
        throw UsageError(
          "\(place): unknown setting '\(entry.key)'", suggestion: nearest(entry.key, in: known.sorted()),
          exitCode: .unreadableInput)
      }
      if let line = lines[entry.key], !repeatable.contains(entry.key) {
        throw UsageError(
          "\(place): '\(entry.key)' is set in line \(line) already", exitCode: .unreadableInput)
      }
      lines[entry.key] = entry.line
    }
  }
}

private func isSecretKey(_ key: String) -> Bool {
  let key = key.lowercased()
  return ["password", "secret", "token", ".key.pem", "oauthbearer.config", "jaas"].contains {
    key.contains($0)
  }
}

/// The text of a URL with `***` for its password, whether before the host or as a parameter.
public func hidingPassword(in url: String) -> String {
  guard let scheme = url.range(of: "://") else { return url }
  let end = url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex
  var authority = String(url[scheme.upperBound..<end])
  // The last one: a password may hold an unescaped @.
  if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
    authority.replaceSubrange(authority.index(after: colon)..<at, with: "***")
  }
  let rest = url[end...].split(separator: "&", omittingEmptySubsequences: false).map { part -> String in
    guard let equals = part.firstIndex(of: "="), part[..<equals].lowercased().hasSuffix("password") else {
      return String(part)
    }
    return "\(part[...equals])***"
  }
  return url[..<scheme.upperBound] + authority + rest.joined(separator: "&")
}

extension String {
  /// The first place of `part`; Foundation's is not wanted for this alone.
  fileprivate func range(of part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
