/// The SQL types that a ``RowBatch`` can carry.
public enum ColumnType: String, Sendable, CaseIterable {
  case text
  case int2
  case int4
  case int8
  case float4
  case float8
  case bool
  case timestamp
  case bytes
  case json
  case jsonb

  /// `pg_type.oid`, the same in every database.
  var oid: UInt32 {
    switch self {
    case .text: 25
    case .int2: 21
    case .int4: 23
    case .int8: 20
    case .float4: 700
    case .float8: 701
    case .bool: 16
    case .timestamp: 1184
    case .bytes: 17
    case .json: 114
    case .jsonb: 3802
    }
  }

  var arrayOID: UInt32 {
    switch self {
    case .text: 1009
    case .int2: 1005
    case .int4: 1007
    case .int8: 1016
    case .float4: 1021
    case .float8: 1022
    case .bool: 1000
    case .timestamp: 1185
    case .bytes: 1001
    case .json: 199
    case .jsonb: 3807
    }
  }

  var sqlName: String {
    switch self {
    case .timestamp: "timestamptz"
    case .bytes: "bytea"
    default: rawValue
    }
  }

  /// The type for a `pg_type.oid`; nil for one that a batch cannot carry.
  init?(oid: UInt32) {
    switch oid {
    // varchar, name and bpchar take text by assignment.
    case 1043, 19, 1042: self = .text
    default:
      guard let type = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
      self = type
    }
  }
}
