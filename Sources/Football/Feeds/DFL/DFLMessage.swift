import Formats

/// One `<Event>` of a DFL events file with what is nested in it, outermost first: `ThrowIn`, `Play`, `Pass`.
struct DFLMessage {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  var id: String
  var time: Timestamp
  var line: Int
  var attributes: [String: String]
  var elements: [Element] = []

  /// The first nested element of that name.
  func element(_ name: String) -> Element? { elements.first { $0.name == name } }

  /// Where it happened, in DFL's 105 × 68 with the origin in a corner.
  ///
  /// Shots hold up to three places. `…PositionFromTracking` is the one from which the DFL computed its own
  /// DistanceToGoal and AngleToGoal; without it that is `…-Position`. `…-Source-Position` is the first tagging,
  /// of a blocked shot sometimes the place of the block, up to 38 m off: it is not used.
  func place() throws(FieldFault) -> Point? {
    for (x, y) in [("X-PositionFromTracking", "Y-PositionFromTracking"), ("X-Position", "Y-Position")] {
      if let x = try number(x), let y = try number(y) { return Point(x, y) }
    }
    return nil
  }

  private func number(_ name: String) throws(FieldFault) -> Double? {
    try DFLMessage.number(attributes, name)
  }

  static func number(_ attributes: [String: String], _ name: String) throws(FieldFault) -> Double? {
    guard var text = attributes[name] else { return nil }
    guard let value = text.withUTF8({ NumberText.double($0) }) else {
      throw FieldFault(field: name, reason: "\"\(text.prefix(40))\" is no number")
    }
    return value
  }

  /// A value that is not what it should be; the reader adds file and line.
  struct FieldFault: Error {
    var field: String
    var reason: String
  }
}

/// Collects the messages of an events file. (1,500 a match: they are out of order and must be sorted anyway.)
final class DFLMessages: XMLHandler {
  private static let most = 100_000
  private(set) var messages: [DFLMessage] = []
  private var current: DFLMessage?

  static func read(path: String) throws(FeedError) -> [DFLMessage] {
    let handler = DFLMessages()
    try readingFeed(path) { try XMLReader.read(ByteSource(path: path), handler) }
    return handler.messages
  }

  func start(_ element: borrowing XMLElement) throws {
    let attributes = element.attributes
    let name = element.name
    if name == "Event" {
      guard messages.count < Self.most else { throw attributes.error("more than \(Self.most) events") }
      current = DFLMessage(
        id: try attributes.requireString("EventId"), time: try attributes.requireTime("EventTime"),
        line: element.line, attributes: Self.dictionary(attributes))
    } else if current != nil {
      current?.elements.append(.init(name: name, attributes: Self.dictionary(attributes)))
    }
  }

  func end(_ name: String) throws {
    guard name == "Event", let message = current else { return }
    messages.append(message)
    current = nil
  }

  private static func dictionary(_ attributes: borrowing XMLAttributes) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in attributes.all { values[name] = value }
    return values
  }
}
