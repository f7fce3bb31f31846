import Console
import Testing

@Suite struct HelpTests {
  @Test func listOfVerbs() {
    let text = fixture.helpText()
    #expect(
      text == """
        Live match facts from event streams.

        Usage: touchline <verb> [options]

        Daily use:
          produce   send a feed to Kafka
          consume   print facts as they come
          explain   why a shot has its xGoals
          rankings  who is best

        Running it:
          deadletters  records that could not be used
          serve        HTTP API, pages, metrics

        Options:
          -b, --brokers HOST:PORT,…  Kafka (default localhost:9092;
                                     KAFKA_BOOTSTRAP_SERVERS in the environment)
          -X, --property key=value…  any librdkafka property (TOUCHLINE_KAFKA_<KEY> in
                                     the environment)
              --database URL         PostgreSQL connection URI (DATABASE_URL in the
                                     environment)
              --config FILE          settings (TOUCHLINE_CONFIG in the environment)
              --timeout SECONDS      how long to wait for broker or database before
                                     giving up (default 10)
              --json                 one JSON object a line
          -q, --quiet                no progress
          -v, --verbose              more logs (FIXTURE_VERBOSE in the environment)
          -h, --help                 this help
              --version              the program's version

        'touchline help <verb>' tells all about one of them.

        """)
  }

  @Test func oneVerb() throws {
    let text = fixture.helpText(for: ["produce"])
    let own = try #require(text.split(separator: "\nAnywhere:\n").first)
    #expect(
      own == """
        send a feed to Kafka

        Usage: touchline produce PATH… [options]

        PATH is a file, a match folder or a season folder.

          a line that stays   as it is

        Arguments:
          PATH…  what to send

        Options:
              --format FORMAT     how to read it (one of auto, jsonl, dfl, statsbomb;
                                  default auto)
              --match ID…         only these matches
              --speed real|N|max  how fast (default max)
              --parallel N        readers at the same time (default 1)
              --dry-run           send nothing

        """)
    #expect(
      text.hasSuffix(
        """
        Examples:
          # one match, as fast as it was played
          touchline produce match.jsonl --speed real
          touchline produce -

        """))
  }

  @Test func optionsOfTheParentStandWithTheOwn() {
    let text = fixture.helpText(for: ["deadletters", "show"])
    #expect(text.contains("Usage: touchline deadletters show ID [options]"))
    #expect(text.contains("Options:\n      --topic NAME  of one topic\n\nAnywhere:"))
    #expect(fixture.helpText(for: ["deadletters"]).contains("'touchline help deadletters <command>'"))
  }

  @Test(arguments: [40, 60, 80, 100, 200])
  func fitsTheTerminal(width: Int) {
    let terminal = Terminal(isTerminal: true, width: width)
    for verb in fixture.subcommands {
      for line in fixture.helpText(for: [verb.name], terminal: terminal).split(separator: "\n")
      where !line.contains("Usage") && !line.hasPrefix("  touchline") && !line.contains("'touchline") {
        #expect(displayWidth(String(line)) <= max(52, min(width, 100)), "\(line)")
      }
    }
  }

  @Test func coloursOnlyWhereWanted() {
    #expect(!fixture.helpText().contains("\u{1B}"))
    #expect(
      fixture.helpText(terminal: Terminal(isTerminal: true, width: 80, hasColour: true)).contains(
        "\u{1B}[1mUsage:"))
  }
}
