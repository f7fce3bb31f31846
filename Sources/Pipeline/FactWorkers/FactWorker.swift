import Facts
import Telemetry

/// Computes one fact of all matches, live.
public enum FactWorker {
  /// The service to run; it ends when it is cancelled, or throws what nobody can wait for.
  public static func service(_ fact: FactKind, _ settings: PipelineSettings) -> any Service {
    ClosureService("work \(fact.name)") { cancellation in
      try SessionLoop(name: fact.name, logger: settings.logger, cancellation: cancellation).run {
        let session = try FactSession(fact, settings, cancellation)
        defer { session.close() }
        try session.run()
      }
    }
  }
}
