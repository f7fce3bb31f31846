import Boosting
import Formats

extension Reliability {
  /// The field `reliability` of a report.
  func write(into writer: inout JSONWriter) {
    writer.key("reliability")
    writer.beginArray()
    for bin in bins {
      writer.beginObject()
      writer.field("n", bin.count)
      writer.field("mean_predicted", rounded9(bin.meanPredicted))
      writer.field("mean_observed", rounded9(bin.meanObserved))
      writer.endObject()
    }
    writer.endArray()
  }
}
