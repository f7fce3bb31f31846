import Console
import Kafka
import Pipeline
import Postgres

/// Broker or database did not answer in time.
struct Unavailable: ExitCoded, CustomStringConvertible {
  let description: String
  var exitCode: ExitCode { .unavailable }
  init(_ description: String) { self.description = description }
}

extension Shell {
  /// The database, or an error with exit code 69 once `--timeout` is over.
  func connect() throws -> Connection {
    let options = ConnectionOptions(
      url: try command.require("database"), schema: try command.require("schema"),
      applicationName: "touchline \(command.verb)")
    let end = ContinuousClock.now + timeout
    while true {
      do { return try Connection(options) } catch {
        guard error.handling == .waitAndRetry else { throw error }
        guard ContinuousClock.now < end, !interrupts.cancellation.wait(seconds: 0.2) else {
          throw Unavailable("the database cannot be reached: \(error)")
        }
      }
    }
  }

  /// A client of a cluster that answered, or an error with exit code 69 once `--timeout` is over.
  func admin(_ kafka: KafkaConfiguration) throws -> Admin {
    let admin = try Admin(kafka, timeout: timeout)
    do { _ = try admin.clusterID() } catch {
      throw Unavailable("the Kafka cluster at \(kafka.bootstrapServers) cannot be reached: \(error)")
    }
    return admin
  }

  /// The error that the user sees: with the nearest real name, and with the exit code of what was out of reach.
  func explained(_ error: any Error) -> any Error {
    switch error {
    case let error as UnknownName:
      UsageError(
        error.description, suggestion: nearest(error.name, in: error.candidates), path: command.path)
    case let error as KafkaError where error.isConnection || error.isTimeout: Unavailable(error.description)
    case let error as PostgresError where error.isConnectionLost: Unavailable(error.description)
    default: error
    }
  }
}
