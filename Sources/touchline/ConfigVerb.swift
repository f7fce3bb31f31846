import Console
import Facts
import Formats

enum ConfigVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "config", "every setting, its value and where that comes from", group: "Running it",
      examples: [Example("touchline config"), Example("touchline config --json")])
  ) { shell in
    let settings = shell.command.settings
    let facts = try FactLine.all(shell.factSettings())
    let models = try Catalogue.modelLicences()
    if shell.isJSON {
      var writer = JSONWriter()
      writer.beginArray()
      for setting in settings {
        writer.beginObject()
        writer.field("name", setting.name)
        writer.field("value", setting.value)
        writer.field("origin", setting.origin.description)
        writer.field("environment", setting.environment)
        writer.field("config_key", setting.configKey)
        writer.field("help", setting.help)
        writer.endObject()
      }
      for fact in facts {
        writer.beginObject()
        writer.field("name", fact.name)
        writer.field("value", fact.value)
        writer.field("origin", fact.origin)
        writer.field("config_key", "facts.\(fact.name)")
        writer.endObject()
      }
      for model in models {
        writer.beginObject()
        writer.field("name", "model \(model.model)")
        writer.field("value", model.licence)
        writer.field("origin", "compiled in")
        writer.endObject()
      }
      writer.endArray()
      try shell.output.jsonLine(writer.bytes)
      return .done
    }
    var table = Table([
      Table.Column("setting"), Table.Column("value"), Table.Column("from"), Table.Column("environment"),
    ])
    for setting in settings {
      table.add([
        Table.Cell(setting.name), Table.Cell(setting.value ?? "–"), Table.Cell(setting.origin.description),
        Table.Cell(setting.environment ?? ""),
      ])
    }
    for fact in facts {
      table.add([
        Table.Cell(fact.name), Table.Cell(fact.value), Table.Cell(fact.origin),
        Table.Cell("TOUCHLINE_FACTS_\(fact.name.uppercased().replacing(".", with: "_"))"),
      ])
    }
    try shell.output.write(table.text(for: shell.output.terminal))
    try shell.output.line("\nModels and what they may be used for:")
    for model in models { try shell.output.line("  \(model.model): \(model.licence)") }
    return .done
  }
}

/// A setting of a fact or ranking, as it stands.
private struct FactLine {
  var name: String
  var value: String
  var origin: String

  static func all(_ settings: FactSettings) -> [FactLine] {
    Catalogue.settings.map { setting in
      let given = settings.values[setting.name]
      return FactLine(
        name: setting.name, value: given ?? setting.defaultValue,
        origin: given == nil ? "default" : "--set, the environment or the file")
    }
  }
}
