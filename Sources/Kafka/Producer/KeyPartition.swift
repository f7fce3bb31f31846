internal import CRdKafka

/// Which partition a key goes to.
public enum KeyPartition {
  /// By murmur2, as the Java clients and, with the default settings, `Producer` choose it.
  public static func murmur2(_ key: RawSpan, partitions: Int) -> Int32 {
    // Topic and opaques are not looked at.
    withBytes(key) {
      rd_kafka_msg_partitioner_murmur2(nil, $0?.baseAddress, $0?.count ?? 0, Int32(partitions), nil, nil)
    }
  }
}
