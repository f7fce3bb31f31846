import Console
import Formats
import Kafka
import Pipeline

/// Puts records on standard output, as JSON or as lines for people.
struct RecordPrinter {
  private let shell: Shell
  private let parser = JSONParser(maxBytes: 16 << 20)
  private var text: RecordText

  init(_ shell: Shell, showsMatch: Bool) {
    self.shell = shell
    text = RecordText(names: shell.names, showsMatch: showsMatch)
  }

  mutating func print(_ record: ReadRecord) throws {
    if shell.isJSON { return try shell.output.jsonLine(record.json(parser)) }
    try shell.print(text.lines(record))
  }

  /// A fact computed again, as if it had come from its match topic.
  mutating func print(_ fact: ReplayedFact, match: String) throws {
    let topic = shell.names.matchTopic(match, fact.fact)
    try print(ReadRecord(partition: TopicPartition(topic, 0), offset: -1, value: fact.record.json))
  }
}

extension Shell {
  /// Lines for people, cut to the terminal's width unless told otherwise.
  func print(_ lines: [TextLine], isCut: Bool = true) throws {
    for line in lines {
      var text = printable(line.text)
      if isCut, output.terminal.isTerminal { text = truncated(text, to: output.terminal.width) }
      switch line.weight {
      case .plain: try output.line(text)
      case .strong: try output.line(Style.bold.apply(text, if: output.terminal.hasColour))
      case .dim: try output.line(Style.dim.apply(text, if: output.terminal.hasColour))
      }
    }
  }
}
