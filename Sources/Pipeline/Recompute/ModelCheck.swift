import Facts
import Football

extension FactSettings {
  /// A worker that lacks the model which a match's log demands stops: with another one its facts would be others
  /// than those of the rest of the world.
  func checkModel(of record: FeedRecord, for fact: FactKind) throws(PipelineError) {
    guard case .recompute(let request) = record, fact.reads.contains(record.type),
      let model = missingModel(of: request)
    else { return }
    throw PipelineError(
      "\(fact.name): the log of \(request.matchID) demands the model \(model) of \(request.fact), which this program does not hold: run the version that does (nothing was skipped)"
    )
  }
}
