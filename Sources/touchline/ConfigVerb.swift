import Console
import Formats

enum ConfigVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "config", "every setting, its value and where that comes from", group: "Running it",
      examples: [Example("touchline config"), Example("touchline config --json")])
  ) { shell in
    let settings = shell.command.settings
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
    try shell.output.write(table.text(for: shell.output.terminal))
    return .done
  }
}
