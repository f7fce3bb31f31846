import Formats
import Formula1

/// Turns the bytes of a feed record of any sport into a `FeedRecord`, or says what is wrong with them.
///
/// The one validator before workers and store alike: what it lets through, both can take. One for each thread.
public final class RecordDecoder {
  private let parser: JSONParser

  /// - Parameter maxBytes: longer records are refused.
  public init(maxBytes: Int = 1 << 20) { parser = JSONParser(maxBytes: maxBytes) }

  /// - Parameters:
  ///   - type: the record's `ce_type`; nil (a record made by hand) is taken from its `type` field.
  ///   - isProtobuf: `content-type` is `application/protobuf`; only frames may be.
  public func decode(_ bytes: RawSpan, type: FeedRecordType?, isProtobuf: Bool) throws(RecordError)
    -> FeedRecord
  {
    if isProtobuf {
      guard type == .frame || type == nil else {
        throw RecordError("a record of type \(type?.rawValue ?? "") must be JSON, this one is protobuf")
      }
      return .frame(try FrameCodec.decode(bytes))
    }
    let node: JSONNode
    do { node = try parser.parse(bytes) } catch { throw RecordError("not JSON: \(error)") }
    return try decode(node, type: type)
  }

  /// The same from parsed JSON.
  public func decode(_ node: JSONNode, type: FeedRecordType?) throws(RecordError) -> FeedRecord {
    guard node.kind == .object else { throw RecordError("not a JSON object") }
    let fields = RecordFields(node)
    let kind: FeedRecordType
    if let type { kind = type } else { kind = try FeedRecordType(ofRecord: fields) }
    switch kind {
    case .match: return .match(try MatchRecord(fields))
    case .event: return .event(try Event(fields))
    case .frame: return .frame(try Frame(fields))
    case .recompute, .raceRecompute: return .recompute(try Recompute(fields, sport: kind.sport))
    case .session: return .session(try SessionRecord(fields))
    case .timing: return .timing(try TimingRecord(fields))
    }
  }
}

extension FeedRecordType {
  /// What a record without `ce_type` is, by its `type` field.
  init(ofRecord fields: RecordFields) throws(RecordError) {
    if !fields.has("type"), try fields.optionalBool("withdrawn") == true {
      // Only events are withdrawn, and a withdrawal need say no more than which.
      self = .event
      return
    }
    let type = try fields.string("type")
    if MatchMoment(rawValue: type) != nil {
      self = .match
    } else if EventType(rawValue: type) != nil {
      self = .event
    } else if type == "frame" {
      self = .frame
    } else if type == "recompute" {
      let sport = try fields.optionalString("sport") ?? FeedRecordType.recompute.sport
      guard let kind = FeedRecordType(recomputeOf: sport) else {
        throw fields.error("sport", "\"\(sport.prefix(60))\" is no known sport")
      }
      self = kind
    } else if SessionMoment(rawValue: type) != nil {
      self = .session
    } else if TimingKind(rawValue: type) != nil {
      self = .timing
    } else {
      throw RecordError(field: "type", "\"\(type.prefix(60))\" is no known type of record")
    }
  }
}
