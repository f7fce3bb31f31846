/// Option, environment, config file, default: finds the values of one option in that order.
struct ValueSources {
  var occurrences: [ArgumentScanner.Occurrence]
  var environment: [String: String]
  var config: ConfigFile?

  func values(of option: OptionSpec) -> [ResolvedValue] {
    if case .property = option.kind { return properties(of: option) }
    let found = candidates(of: option).first { !$0.isEmpty } ?? []
    if option.repeatable { return found.flatMap { cut($0, option.separator) } }
    return found.last.map { [$0] } ?? []
  }

  private func candidates(of option: OptionSpec) -> [[ResolvedValue]] {
    let typed = occurrences.filter { $0.name == option.long }
      .map { ResolvedValue(text: $0.value ?? "", origin: .option($0.spelling)) }
    var variable: [ResolvedValue] = []
    // An empty variable counts as none, as is usual: `NAME= touchline …`.
    if let name = option.environment, let text = environment[name], !text.isEmpty {
      variable = [ResolvedValue(text: text, origin: .environment(name))]
    }
    let file = entries { $0 == option.configKey }.map(\.value)
    let fallback = option.defaultValue.map { [ResolvedValue(text: $0, origin: .default)] } ?? []
    return [typed, variable, file, fallback]
  }

  /// Each key by itself: `-X a=1` leaves `TOUCHLINE_KAFKA_B` alone. Sorted by key.
  private func properties(of option: OptionSpec) -> [ResolvedValue] {
    var merged: [String: ResolvedValue] = [:]
    if let prefix = option.configKey {
      for (key, value) in entries(where: { $0.hasPrefix(prefix) }) {
        let name = key.dropFirst(prefix.count)
        merged[String(name)] = ResolvedValue(text: "\(name)=\(value.text)", origin: value.origin)
      }
    }
    if let prefix = option.environment {
      for (name, text) in environment
      where name.hasPrefix(prefix) && name.count > prefix.count && !text.isEmpty {
        let key = name.dropFirst(prefix.count).lowercased().map { $0 == "_" ? "." : $0 }
        merged[String(key)] = ResolvedValue(text: "\(String(key))=\(text)", origin: .environment(name))
      }
    }
    var malformed: [ResolvedValue] = []
    for occurrence in occurrences where occurrence.name == option.long {
      let value = ResolvedValue(text: occurrence.value ?? "", origin: .option(occurrence.spelling))
      if let key = splitProperty(value.text)?.key { merged[key] = value } else { malformed.append(value) }
    }
    return malformed + merged.sorted { $0.key < $1.key }.map(\.value)
  }

  /// How often a flag is set, and by what; nil if nothing says so.
  func flag(_ flag: FlagSpec) throws(UsageError) -> (count: Int, origin: Origin)? {
    let typed = occurrences.filter { $0.name == flag.long }
    if let last = typed.last {
      let off = last.value.map { parseFlag($0) == false } ?? false
      return (off ? 0 : typed.count, .option(last.spelling))
    }
    if let name = flag.environment, let text = environment[name], !text.isEmpty {
      return (try isOn(text, .environment(name)) ? 1 : 0, .environment(name))
    }
    if let (_, value) = entries(where: { $0 == flag.configKey }).last {
      return (try isOn(value.text, value.origin) ? 1 : 0, value.origin)
    }
    return nil
  }

  private func isOn(_ text: String, _ origin: Origin) throws(UsageError) -> Bool {
    guard let on = parseFlag(text) else { throw UsageError("\(origin): '\(text)' is neither yes nor no") }
    return on
  }

  private func entries(where matches: (String) -> Bool) -> [(key: String, value: ResolvedValue)] {
    guard let config else { return [] }
    return config.entries.filter { matches($0.key) && !$0.value.isEmpty }
      .map { ($0.key, ResolvedValue(text: $0.value, origin: .configFile(path: config.path, line: $0.line))) }
  }

  private func cut(_ value: ResolvedValue, _ separator: Character?) -> [ResolvedValue] {
    guard let separator else { return [value] }
    return value.text.split(separator: separator).map {
      ResolvedValue(text: String($0.drop { $0 == " " }), origin: value.origin)
    }
  }
}
