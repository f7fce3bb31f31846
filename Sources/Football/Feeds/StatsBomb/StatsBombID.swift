import Formats

/// StatsBomb's bare numbers with the provider's name before them, as our ids are.
enum StatsBombID {
  static func id(_ number: Int64) -> String { "statsbomb-\(number)" }

  /// The id in the object's field `id`: `{"id": 785, "name": "Croatia"}`.
  static func id(of node: JSONNode?) -> String? { node?["id"]?.int64.map(id) }

  static func name(of node: JSONNode?) -> String? { node?["name"]?.string }
}
