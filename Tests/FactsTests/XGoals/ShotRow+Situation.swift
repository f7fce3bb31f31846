import Football
import Testing

@testable import Facts

extension ShotRow {
  /// Of a row from a training file, as those of these tests are.
  var situation: ShotSituation {
    if let situation = sight.situation { return situation }
    Issue.record("\(id) is a stored record")
    return ShotSituation(ball: Point(0, 0))
  }
}
