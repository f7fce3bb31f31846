import Console
import Facts
import Formats
import Glibc
import Kafka
import Pipeline
import Telemetry

/// Options that every verb takes, and what is made of them.
enum CommonOptions {
  static let options: [OptionSpec] = [
    OptionSpec(
      "brokers", short: "b", "HOST:PORT,…", "Kafka's bootstrap servers",
      environment: "KAFKA_BOOTSTRAP_SERVERS", configKey: "brokers", default: "localhost:9092"),
    OptionSpec(
      "property", short: "X", "KEY=VALUE", "any property of librdkafka (TLS, SASL, tuning), as in kcat",
      environment: "TOUCHLINE_KAFKA_", configKey: "kafka.", repeatable: true, separator: nil, kind: .property),
    OptionSpec(
      "database", "URL", "PostgreSQL connection URI", environment: "DATABASE_URL", configKey: "database",
      default: "postgresql:///touchline", isSecret: false),
    OptionSpec(
      "prefix", "NAME",
      "before every topic, group and transactional id, for several environments on one cluster",
      environment: "TOUCHLINE_PREFIX", configKey: "prefix", default: ""),
    OptionSpec(
      "schema", "NAME", "the schema in PostgreSQL", environment: "TOUCHLINE_SCHEMA", configKey: "schema",
      default: "touchline", kind: .identifier),
    OptionSpec(
      "instance", "NAME",
      "the slot of this process: unique on the cluster and the same after a restart (default: host name and verb)",
      environment: "TOUCHLINE_INSTANCE", configKey: "instance"),
    OptionSpec(
      "config", "FILE", "settings as lines of key = value; `touchline config` lists them",
      environment: "TOUCHLINE_CONFIG", kind: .path),
    OptionSpec(
      "set", "KEY=VALUE", "a setting of a fact or ranking, such as setpieces.window_s=20",
      environment: "TOUCHLINE_FACTS_", configKey: "facts.", repeatable: true, separator: nil, kind: .property),
    OptionSpec(
      "log", "LEVEL", "level of the log (trace … critical), json for lines of JSON, or both: debug,json",
      environment: "TOUCHLINE_LOG", configKey: "log", default: "info"),
    OptionSpec(
      "timeout", "SECONDS",
      "how long to wait for broker or database before giving up (services wait for ever)",
      configKey: "timeout", default: "15", kind: .number(0.1...86_400)),
  ]

  static let flags: [FlagSpec] = [
    FlagSpec(
      "json", "one JSON object a line for streams, one object for the rest; nothing else on standard output"),
    FlagSpec("quiet", short: "q", "no progress and only errors in the log"),
    FlagSpec("verbose", short: "v", "a more talkative log"),
  ]

  static func configureLogs(_ shell: Shell) {
    var configuration = LogConfiguration(parsing: shell.command.string("log") ?? "") ?? LogConfiguration()
    let isService = Root.spec.command(at: shell.command.path)?.isService ?? false
    if !isService, !shell.command.isGiven("log") { configuration.level = .warning }
    if shell.command.flag("verbose") { configuration.level = .debug }
    if shell.isQuiet { configuration.level = .error }
    LogOutput.shared.configure(configuration, colour: shell.errorTerminal.hasColour)
  }
}

extension Shell {
  /// Everything the pipeline needs to know, from options, environment and config file.
  func pipelineSettings() throws -> PipelineSettings {
    PipelineSettings(
      kafka: try kafkaConfiguration(), databaseURL: try command.require("database"),
      schema: try command.require("schema"), names: names, instance: instance, facts: try factSettings(),
      topics: try TopicCatalogue.embedded(), logger: Logger(label: command.path.first ?? "touchline"))
  }

  func kafkaConfiguration() throws -> KafkaConfiguration {
    var kafka = KafkaConfiguration(
      bootstrapServers: try command.require("brokers"), clientID: "touchline-\(instance)")
    for property in command.properties("property") {
      // In the environment a name has no dots: TOUCHLINE_KAFKA_SECURITY_PROTOCOL.
      try kafka.set(property.key.lowercased().replacing("_", with: "."), property.value)
    }
    let logger = Logger(label: "kafka")
    kafka.onLog = { line in
      if line.level <= 3 {
        logger.every(5).warning("\(line.facility) \(line.message)")
      } else {
        logger.debug("\(line.facility) \(line.message)")
      }
    }
    return kafka
  }

  var names: Names { Names(prefix: command.string("prefix") ?? "") }

  func factSettings() throws -> FactSettings {
    var values: [String: String] = [:]
    let given = command.properties("set")
    let known = given.isEmpty ? [] : Catalogue.settings.map(\.name) + ["skill.file"]
    for property in given {
      values[try setting(property.key, known)] = property.value
    }
    if let path = values["skill.file"] {
      do {
        let text = try ByteSource(path: path).readAll(maxBytes: 1 << 20)
        values["skill.rules"] = String(decoding: text, as: UTF8.self)
        _ = try SkillRules(settings: FactSettings(values: values))
      } catch {
        throw UsageError("skill.file \(path): \(error)", path: command.path)
      }
    }
    let settings = FactSettings(values: values)
    do { try settings.checkModels() } catch { throw UsageError("\(error)", path: command.path) }
    return settings
  }

  /// The setting that is meant: an environment variable cannot tell `.` from `_`.
  private func setting(_ key: String, _ known: [String]) throws -> String {
    func plain(_ name: String) -> String { name.lowercased().replacing("_", with: ".") }
    guard let name = known.first(where: { plain($0) == plain(key) }) else {
      throw UsageError(
        "no fact or ranking has a setting \(key): `touchline config` lists them", path: command.path)
    }
    return name
  }

  var timeout: Duration { .seconds(command.double("timeout") ?? 15) }

  private var instance: String {
    if let given = command.string("instance") { return given }
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, 255)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(host)-\(command.path.joined(separator: "-"))"
  }
}
