import Console
import Testing

@Suite struct OriginTests {
  let config = """
    # where things are
    brokers = file:1   # a comment
    kafka.security.protocol = SSL
    kafka.sasl.password = "with # and = in it"
    parallel=4\r
    verbose = yes
    """

  @Test func optionThenEnvironmentThenFileThenDefault() throws {
    let variables = ["KAFKA_BOOTSTRAP_SERVERS": "env:1"]
    let option = try parse("consume -b opt:1", variables, config: config)
    #expect(option.string("brokers") == "opt:1" && option.origin("brokers") == .option("-b"))
    let environment = try parse("consume", variables, config: config)
    #expect(environment.string("brokers") == "env:1")
    #expect(environment.origin("brokers") == .environment("KAFKA_BOOTSTRAP_SERVERS"))
    let file = try parse("consume", ["KAFKA_BOOTSTRAP_SERVERS": ""], config: config)
    #expect(file.string("brokers") == "file:1")
    #expect(file.origin("brokers") == .configFile(path: "t.conf", line: 2))
    let none = try parse("consume")
    #expect(none.string("brokers") == "localhost:9092" && none.origin("brokers") == .default)
    #expect(!none.isGiven("brokers") && file.isGiven("brokers") && !none.isGiven("match"))
    #expect(none.origin("match") == nil)
  }

  @Test func propertiesMergeKeyByKey() throws {
    let command = try parse(
      "consume -X linger.ms=5 -X linger.ms=7 -X a=b=c",
      ["TOUCHLINE_KAFKA_SECURITY_PROTOCOL": "PLAINTEXT", "TOUCHLINE_KAFKA_": "x"], config: config)
    let shown = command.properties("property").map { "\($0.key)=\($0.value) (\($0.origin))" }
    #expect(
      shown == [
        "a=b=c (-X)", "linger.ms=7 (-X)", "sasl.password=with # and = in it (t.conf:4)",
        "security.protocol=PLAINTEXT (environment TOUCHLINE_KAFKA_SECURITY_PROTOCOL)",
      ])
  }

  @Test func flagsFromEnvironmentAndFile() throws {
    #expect(try parse("consume", config: config).flag("verbose"))
    #expect(try !parse("consume", ["FIXTURE_VERBOSE": "off"], config: config).flag("verbose"))
    #expect(
      usageError("consume", ["FIXTURE_VERBOSE": "maybe"])?.message
        == "environment FIXTURE_VERBOSE: 'maybe' is neither yes nor no")
  }

  @Test func errorsNameTheOrigin() {
    #expect(
      usageError("consume", ["DATABASE_URL": "x"])?.message.hasPrefix("DATABASE_URL: 'x' is no URL") == true)
    #expect(
      usageError("produce x", config: "\n\nparallel = many")?.message
        == "t.conf:3: 'many' is no whole number")
  }

  @Test(arguments: [
    ("brokrs = x", "t.conf:1: unknown setting 'brokrs'; did you mean brokers?"),
    ("brokers", "t.conf:1: 'brokers' is no setting; write key = value"),
    ("brokers = a\n# c\nbrokers = b", "t.conf:3: 'brokers' is set in line 1 already"),
    ("brokers = \"a", "t.conf:1: a closing quote is missing"),
    ("brokers = \"a\" b", "t.conf:1: 'b' follows the closing quote"),
    ("two words = 1", "t.conf:1: 'two words' is no key"),
    ("kafka. = 1", "t.conf:1: unknown setting 'kafka.'"),
  ])
  func mistakesInTheFileHaveALine(text: String, message: String) {
    let error = usageError("consume", config: text)
    #expect(error?.description == message)
    #expect(error?.exitCode == .unreadableInput)
  }

  @Test func aFileThatIsMissingIsAnError() {
    #expect(throws: UsageError.self) {
      try fixture.parse(["consume", "--config", "/nonexistent/touchline.conf"])
    }
  }

  @Test func settingsListEverythingWithItsOriginAndNoPassword() throws {
    let command = try parse(
      "consume -X ssl.ca.location=/ca", ["DATABASE_URL": "postgresql://app:p@ss@h1,h2/db?sslpassword=x&a=b"],
      config: config)
    let shown = command.settings.map { "\($0.name) = \($0.value ?? "-") (\($0.origin))" }
    #expect(
      shown == [
        "brokers = file:1 (t.conf:2)",
        "property sasl.password = *** (t.conf:4)",
        "property security.protocol = SSL (t.conf:3)",
        "property ssl.ca.location = /ca (-X)",
        "database = postgresql://app:***@h1,h2/db?sslpassword=***&a=b (environment DATABASE_URL)",
        "config = t.conf (environment TOUCHLINE_CONFIG)",
        "timeout = 10 (default)",
        "parallel = 4 (t.conf:5)",
        "verbose = yes (t.conf:6)",
      ])
    #expect(try parse("consume").settings.contains { $0.name == "property" && $0.value == nil })
  }

  @Test func passwordsInURLs() {
    #expect(hidingPassword(in: "postgres://u:p@h/d") == "postgres://u:***@h/d")
    #expect(hidingPassword(in: "postgres://u@h:5432/d") == "postgres://u@h:5432/d")
    #expect(hidingPassword(in: "postgres:///d?user=u&password=p") == "postgres:///d?user=u&password=***")
    #expect(hidingPassword(in: "no url:x@y") == "no url:x@y")
  }
}
