import Kafka
import Postgres
import Telemetry

/// Runs a part of the pipeline again and again until it is told to end. Every trouble that waiting may mend ends
/// a session; the next one begins where the last committed, as after a kill. So there is one way back, not many.
struct SessionLoop {
  let name: String
  let logger: Logger
  let cancellation: Cancellation
  /// So often in a row; then there is a second process under the same name.
  static let fencesBorne = 3

  /// - Throws: a `PipelineError` or another error that no new session mends.
  func run(_ session: () throws -> Void) throws {
    var pause = 100
    var fences = 0
    while !cancellation.isCancelled {
      let start = ContinuousClock.now
      do {
        try session()
        return
      } catch is BatchAbandoned {
        if cancellation.isCancelled { return }
      } catch let error as KafkaError where error.isInstanceFenced && fences < Self.fencesBorne {
        // After a stall of the brokers a member can be fenced by its own earlier request to join.
        fences += 1
        pause = 5000
        logger.warning(
          "\(name): the brokers know another member under this name, perhaps this one itself; joining again",
          [.error: LogValue(error)])
      } catch let error where Self.isWorthAnotherTry(error) {
        logger.warning(
          "\(name): starting again in \(pause) ms", [.error: LogValue(error)])
      } catch {
        throw Self.explained(error)
      }
      if ContinuousClock.now - start > .seconds(30) {
        pause = 100
        fences = 0
      }
      _ = cancellation.wait(seconds: Double(pause) / 1000)
      pause = min(pause * 2, 5000)
    }
  }

  static func isWorthAnotherTry(_ error: any Error) -> Bool {
    switch error {
    case let error as KafkaError:
      !(error.isInstanceFenced || error.isOffsetOutOfRange || error.isAuthorization
        || error.isNoCommittedOffset)
    case let error as PostgresError: error.handling == .waitAndRetry || error.handling == .retryWithHalf
    default: false
    }
  }

  /// The same error in words that say what to do.
  static func explained(_ error: any Error) -> any Error {
    guard let error = error as? KafkaError else { return error }
    if error.isInstanceFenced {
      return PipelineError(
        "another process runs under this --instance name: give each process its own, or stop the other one (\(error))"
      )
    }
    if error.isOffsetOutOfRange {
      return PipelineError(
        "records that were not read yet are gone from the topic; nothing was skipped. Restore them, or move the group's offset on purpose (\(error))"
      )
    }
    return error
  }
}
