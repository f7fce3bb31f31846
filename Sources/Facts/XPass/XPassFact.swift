import Football
import Formats

/// The fact `xpass`: a record for each pass.
public struct XPassFact: MatchFact {
  public static let name = "xpass"
  public static let reads = PassValuer.reads

  private var valuer: PassValuer

  public init(settings: FactSettings) { valuer = PassValuer(settings: settings) }

  init(valuer: PassValuer) { self.valuer = valuer }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    if case .event(let event) = record, !PassValuer.isValued(event),
      valuer.passes.position(of: event.id) != nil
    {
      output.withdraw(id: event.id, time: event.time)
    }
    let changed = valuer.take(record)
    guard let announcement = valuer.announcement else { return }
    for id in changed {
      guard let event = valuer.passes.event(id), let pass = event.detail.pass,
        let value = valuer.value(of: id)
      else { continue }
      output.assert(id: id, period: event.period, clock: event.clock, time: event.time) { writer in
        XPassRecord(
          event: event, pass: pass, value: value, model: valuer.model?.id ?? "", announcement: announcement
        ).write(into: &writer)
      }
    }
  }
}
