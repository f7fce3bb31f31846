import Console
import Testing

@Suite struct ParsingTests {
  @Test func optionsInEveryForm() throws {
    let command = try parse("produce a.jsonl --format=dfl --match M1,M2 --match M3 -b k:1 -- --odd-name -")
    #expect(command.path == ["produce"])
    #expect(command.arguments("PATH") == ["a.jsonl", "--odd-name", "-"])
    #expect(command.string("format") == "dfl")
    #expect(command.values("match") == ["M1", "M2", "M3"])
    #expect(command.string("brokers") == "k:1")
    #expect(try parse("produce -").arguments("PATH") == ["-"])
    #expect(try parse("-bk:2 produce x").string("brokers") == "k:2")
    #expect(try parse("consume -b=k:3").string("brokers") == "k:3")
    #expect(try parse("produce x --format dfl --format jsonl").string("format") == "jsonl")
  }

  @Test func shortFlagsCombine() throws {
    let command = try parse("consume -qvvb host:9 --json")
    #expect(command.flag("quiet") && command.flag("json"))
    #expect(command.count("verbose") == 2)
    #expect(command.string("brokers") == "host:9")
    #expect(!command.flag("follow"))
    #expect(try !parse("consume --quiet=no").flag("quiet"))
  }

  @Test func repeatableOptionsGoOnWithBareWordsWhereThereAreNoArguments() throws {
    let command = try parse("consume --fact xgoals duels chains --follow")
    #expect(command.values("fact") == ["xgoals", "duels", "chains"])
    #expect(try parse("produce --match A b").arguments("PATH") == ["b"])
    #expect(usageError("consume --follow xgoals")?.message == "'xgoals' is one argument too many")
  }

  @Test func negativeNumbersAreValuesAndOptionsAreNot() throws {
    #expect(try parse("consume --from-offset -5").int("from-offset") == -5)
    #expect(
      usageError("consume --match --follow")?.message
        == "--match needs a value (ID) but --follow follows; write --match=--follow if that is the value")
    #expect(usageError("consume --match")?.message == "--match needs a value (ID)")
  }

  @Test func subcommandsTakeTheOptionsOfTheirParents() throws {
    let command = try parse("deadletters --topic feed.football show 12 --timeout 1m -q")
    #expect(command.path == ["deadletters", "show"])
    #expect(command.string("topic") == "feed.football")
    #expect(command.argument("ID") == "12")
    #expect(command.duration("timeout") == .seconds(60))
    #expect(usageError("deadletters")?.message == "deadletters needs one of: list, show")
    #expect(usageError("deadletters lsit")?.suggestion == "list")
  }

  @Test func helpAndVersion() throws {
    func path(_ words: String...) throws -> [String]? {
      guard case .help(let path) = try fixture.parse(words) else { return nil }
      return path
    }
    #expect(try path() == [])
    #expect(try path("help") == [])
    #expect(try path("--json") == [])
    #expect(try path("help", "produce") == ["produce"])
    #expect(try path("produce", "x", "-h") == ["produce"])
    #expect(try path("--help", "deadletters", "list") == ["deadletters", "list"])
    #expect(throws: UsageError.self) { try path("help", "prodcue") }
    guard case .version = try fixture.parse(["--version"]) else {
      Issue.record("no version")
      return
    }
  }

  @Test(arguments: [
    ("prodcue x", "produce"), ("consum", "consume"), ("produce x --fromat dfl", "--format"),
    ("produce x --format dlf", "dfl"), ("rankings xgaols", "xgoals"), ("produce x -dry-run", "--dry-run"),
  ])
  func mistypedNamesAreAnsweredWithTheNearest(line: String, suggestion: String) {
    #expect(usageError(line)?.suggestion == suggestion)
  }

  @Test(arguments: [
    ("produce", "PATH is missing"),
    ("rankings", "RANKING is missing (one of: xgoals, setpiecethreat, skill)"),
    ("produce x --speed fast", "--speed: 'fast' is no number, nor real or max"),
    ("produce x --speed 0", "--speed: '0' is not from 0.001 to 10000.0, nor real or max"),
    ("produce x --parallel 2.5", "--parallel: '2.5' is no whole number"),
    ("produce x --match a/b", "--match: 'a/b' is no name of letters, digits and dashes (64 at most)"),
    ("produce x --format zzzzz", "--format: 'zzzzz' is not known (one of: auto, jsonl, dfl, statsbomb)"),
    (
      "consume --database mysql://h",
      "--database: 'mysql://h' is no URL that begins with postgresql:// or postgres://"
    ),
    ("consume -X foo", "-X: 'foo' has not the form key=value"),
    ("consume --match a --topic b", "--match and --topic exclude each other"),
    ("consume --last 3", "--last is of use only with --match or --topic"),
    ("explain", "explain needs SHOT or --global"),
    ("explain s1 --global", "SHOT and --global exclude each other"),
    ("--format dfl produce x", "--format is an option of produce and stands after it"),
    ("consume --json=5", "--json takes no value ('5')"),
    ("consume -z", "unknown option -z"),
  ])
  func errorsSayWhatIsWrong(line: String, message: String) {
    let error = usageError(line)
    #expect(error?.message == message)
    #expect(error?.exitCode == .usage)
  }

  @Test func errorsKnowTheirVerb() {
    #expect(usageError("produce x --parallel 0")?.path == ["produce"])
    #expect(usageError("deadletters show")?.path == ["deadletters", "show"])
  }

  @Test func durations() {
    #expect(parseDuration("30") == .seconds(30))
    #expect(parseDuration("1.5") == .milliseconds(1_500))
    #expect(parseDuration("500ms") == .milliseconds(500))
    #expect(parseDuration("1h30m") == .seconds(5_400))
    #expect(parseDuration("7d") == .seconds(604_800))
    for wrong in ["", "-1", "h", "5x", "1e3", "inf", "0x10", "1h30", ".", "1..2", "999999999d", "٣s"] {
      #expect(parseDuration(wrong) == nil, "\(wrong)")
    }
  }
}
