import Formats

/// What one feature added to a prediction, as a record names it.
struct NamedEffect {
  var name: String
  /// As the model was given it; NaN where not known.
  var value: Double
  /// In probability.
  var effect: Double
}

extension JSONWriter {
  /// The field `explanation` of a record: the base value, the features with the greatest effects, and what all others
  /// add together.
  mutating func explanation(base: Double, _ top: some Sequence<NamedEffect>, others: Double) {
    key("explanation")
    beginObject()
    field("base", rounded9(base))
    key("features")
    beginArray()
    for one in top {
      beginObject()
      field("name", one.name)
      if !one.value.isNaN { field("value", rounded9(one.value)) }
      field("effect", rounded9(one.effect))
      endObject()
    }
    endArray()
    field("others", rounded9(others))
    endObject()
  }
}
