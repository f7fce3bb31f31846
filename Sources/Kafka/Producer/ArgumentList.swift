internal import CRdKafka

/// Fills the argument array of `rd_kafka_produceva`.
struct ArgumentList {
  private let slots: UnsafeMutableBufferPointer<rd_kafka_vu_t>
  private(set) var count = 0

  init(_ slots: UnsafeMutableBufferPointer<rd_kafka_vu_t>) { self.slots = slots }

  typealias Value = rd_kafka_vu_t.__Unnamed_union_u

  mutating func add(_ type: rd_kafka_vtype_t, _ set: (inout Value) -> Void) {
    slots[count].vtype = type
    set(&slots[count].u)
    count += 1
  }
}

extension ArgumentList.Value {
  mutating func set(_ entry: HeaderList.Entry, _ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    header.name = (base + entry.name).assumingMemoryBound(to: CChar.self)
    header.val = entry.count < 0 ? nil : base + entry.value
    header.size = max(0, entry.count)
  }
}

extension rd_kafka_vu_t.__Unnamed_union_u.__Unnamed_struct_mem {
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(ptr: UnsafeMutableRawPointer(mutating: bytes.baseAddress), size: bytes.count)
  }
}

/// The bytes of a span, or nil. An empty span has an address too: librdkafka takes NULL for null.
func withBytes<R>(_ span: RawSpan?, _ body: (UnsafeRawBufferPointer?) -> R) -> R {
  guard let span else { return body(nil) }
  return span.withUnsafeBytes { bytes in
    if bytes.baseAddress != nil { return body(bytes) }
    return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { empty in
      body(UnsafeRawBufferPointer(start: empty.baseAddress, count: 0))
    }
  }
}
