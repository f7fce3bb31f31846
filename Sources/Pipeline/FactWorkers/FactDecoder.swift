import Facts
import Football

/// Decodes the feed records that a fact reads, and the announcements, which say what is known.
struct FactDecoder {
  private let fact: FactKind
  private let settings: FactSettings
  private let decoder: RecordDecoder
  private let maxBytes: Int

  init(_ fact: FactKind, _ settings: PipelineSettings) {
    self.fact = fact
    self.settings = settings.facts
    decoder = RecordDecoder(maxBytes: settings.maxRecordBytes)
    maxBytes = settings.maxRecordBytes
  }

  /// - Returns: nil for what is not read, and for what cannot be decoded: that is the dispatcher's to tell.
  /// - Throws: for a recomputation with a model that this program lacks.
  func decode(_ item: RecordBatch.Item, of batch: RecordBatch) throws -> FeedRecord? {
    guard item.hasValue, item.value.count <= maxBytes else { return nil }
    let type = FeedRecordType(rawValue: item.type)
    // Without a header the record itself says what it is.
    guard type.map(isRead) ?? item.type.isEmpty else { return nil }
    let record = batch.withValue(item) { try? decoder.decode($0, type: type, isProtobuf: item.isProtobuf) }
    guard let record, isRead(record.type) else { return nil }
    try settings.checkModel(of: record, for: fact)
    return record
  }

  private func isRead(_ type: FeedRecordType) -> Bool { fact.reads.contains(type) || type.isOfLife }
}
