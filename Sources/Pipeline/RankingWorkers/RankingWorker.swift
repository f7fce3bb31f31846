import Facts
import Telemetry

/// Computes one ranking of all seasons, live.
public enum RankingWorker {
  /// The service to run; it ends when it is cancelled, or throws what nobody can wait for.
  public static func service(_ ranking: RankingKind, _ settings: PipelineSettings) -> any Service {
    let name = "ranking-\(ranking.name)"
    return ClosureService("rank \(ranking.name)") { cancellation in
      try SessionLoop(name: name, logger: settings.logger, cancellation: cancellation).run {
        let session = try RankingSession(ranking, settings, cancellation)
        defer { session.close() }
        try session.run()
      }
    }
  }
}
