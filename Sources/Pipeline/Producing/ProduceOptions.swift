import Football

/// What to produce, and how.
public struct ProduceOptions: Sendable {
  /// Files and folders; `-` is standard input.
  public var paths: [String]
  /// nil: told by the content.
  public var format: FeedFormat?
  /// Only these; empty for all.
  public var matches: Set<String> = []
  public var speed = FeedSpeed.max
  /// Leaves out what lies before it, but for the records of the matches' life.
  public var fromClock: MatchPosition?
  /// Leaves out what the log holds already.
  public var resume = false
  /// How many matches go out side by side, each from its own kick-off.
  public var parallel = 1
  /// Into the topic of past matches.
  public var history = false
  /// Sends lines of JSON as they are, good or bad.
  public var unchecked = false
  /// How long to wait for Kafka before giving up.
  public var timeout = Duration.seconds(15)

  public init(paths: [String]) { self.paths = paths }

  /// Only matches whose id begins so: a season of races.
  public var idPrefix: String?
  /// Whose feed it is.
  public var sport = "football"

  /// Without the environment's prefix.
  public var topic: String { history ? "feed.\(sport).history" : "feed.\(sport)" }
}
