import CYAML

/// libyaml's events, one at a time, each freed before the next.
final class YAMLEvents {
  struct Event {
    enum Kind {
      case scalar(String, plain: Bool)
      case sequenceStart, mappingStart, end, streamEnd, other
    }
    let kind: Kind
    let line: Int
  }

  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let isInitialized: Bool

  init?(_ bytes: [UInt8]) {
    input = .allocate(capacity: max(1, bytes.count))
    _ = input.initialize(from: bytes)
    parser.initialize(to: yaml_parser_t())
    isInitialized = yaml_parser_initialize(parser) == 1
    guard isInitialized else { return nil }
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    if isInitialized { yaml_parser_delete(parser) }
    parser.deallocate()
    input.deallocate()
  }

  func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
    defer { yaml_event_delete(&event) }
    let line = Int(event.start_mark.line) + 1
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try check(anchor: scalar.anchor, tag: scalar.tag, line)
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length)), as: UTF8.self)
      return Event(
        kind: .scalar(text, plain: scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil), line: line)
    case YAML_SEQUENCE_START_EVENT:
      try check(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, line)
      return Event(kind: .sequenceStart, line: line)
    case YAML_MAPPING_START_EVENT:
      try check(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, line)
      return Event(kind: .mappingStart, line: line)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return Event(kind: .end, line: line)
    case YAML_STREAM_END_EVENT: return Event(kind: .streamEnd, line: line)
    case YAML_ALIAS_EVENT: throw YAMLError(line: line, reason: "aliases (*name) are not accepted")
    default: return Event(kind: .other, line: line)
    }
  }

  private func check(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?, _ line: Int
  ) throws(YAMLError) {
    if anchor != nil { throw YAMLError(line: line, reason: "anchors (&name) are not accepted") }
    guard let tag else { return }
    let name = String(cString: tag)
    if name != YAML_STR_TAG, name != "!" {
      throw YAMLError(line: line, reason: "the tag \(name) is not accepted")
    }
  }

  private var fault: YAMLError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "the text cannot be read"
    let context = parser.pointee.context.map { String(cString: $0) + ": " } ?? ""
    return YAMLError(line: Int(parser.pointee.problem_mark.line) + 1, reason: context + problem)
  }
}
