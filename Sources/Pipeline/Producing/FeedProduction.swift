import Football
import Kafka
import Telemetry

/// Sends matches to the feed's topic.
///
/// One thread a match reads, paces and produces it, so that a match keeps its order; the calling thread serves the
/// broker's answers and reports. What was sent before a crash or Ctrl-C is found in the log itself (`resume`).
public struct FeedProduction: Sendable {
  public var options: ProduceOptions
  public var settings: PipelineSettings
  /// Told at once of a record or an input that is left out, from any thread.
  public var onProblem: @Sendable (String) -> Void = { _ in }
  /// Told some twenty times a second how far it is.
  public var onProgress: (@Sendable (ProduceReport) -> Void)?
  /// Told what it waits for, before the first record.
  public var onWait: @Sendable (String) -> Void = { _ in }

  public init(_ options: ProduceOptions, _ settings: PipelineSettings) {
    self.options = options
    self.settings = settings
  }

  /// Reads and paces everything, and sends nothing.
  /// - Parameter line: gets each record as JSON, without a line's end; from several threads if `parallel` says so.
  public func dryRun(
    until cancellation: Cancellation, line: (@Sendable (UnsafeRawBufferPointer) throws -> Void)?
  ) throws(ProduceError) -> ProduceReport {
    let board = try board(logged: [:], nil, cancellation, maxLineBytes: settings.maxRecordBytes) {
      DryFeedSink(line: line)
    }
    while board.isRunning, !(cancellation.isCancelled && readsStandardInput) {
      report(board)
      sleepMilliseconds(5)
    }
    if let error = board.error { throw error }
    return finished(board, cancellation)
  }

  /// Sends everything and waits until the broker has it.
  /// - Throws: `ProduceError` if not all of it can be sent; what was acknowledged until then stays.
  public func run(until cancellation: Cancellation) throws(ProduceError) -> ProduceReport {
    let target: FeedTarget
    let producer: Producer
    let livePlay: LivePlay?
    let logged: [String: RecordNames]
    do {
      target = try FeedTarget.find(
        settings.names.topic(options.topic), settings, timeout: options.timeout, cancellation, onWait: onWait)
      logged = try options.resume ? namesInLog(cancellation) : [:]
      producer = try Producer(target.producerConfiguration(settings.kafka, options))
      livePlay = try options.history ? LivePlay(settings) : nil
    } catch is CancellationError {
      var report = ProduceReport()
      report.isInterrupted = true
      return report
    } catch { throw ProduceError(error) }
    defer {
      livePlay?.close()
      producer.close()
    }
    let (maxBytes, limitName) = target.limit(settings, options)
    let board = try board(logged: logged, livePlay?.pace, cancellation, maxLineBytes: maxBytes) {
      KafkaFeedSink(
        producer, topic: target.topic, maxBytes: maxBytes, limitName: limitName, timeout: options.timeout)
    }
    while board.isRunning, !(cancellation.isCancelled && readsStandardInput) {
      producer.poll(timeout: .milliseconds(20))
      if let failure = producer.firstFailure { board.fail(failure) }
      livePlay?.look()
      report(board, isBesideLive: livePlay?.isOn ?? false)
    }
    var error = board.error
    do throws(KafkaError) { try producer.flush(timeout: options.timeout) } catch let failure {
      error = error ?? ProduceError(failure)
    }
    if let error {
      throw ProduceError(
        error.kind,
        "\(error). The broker has acknowledged \(producer.delivered) records; the same command with --resume goes on behind them"
      )
    }
    return finished(board, cancellation)
  }

  /// A thread that waits for standard input cannot be woken, and nothing depends on it any more.
  private var readsStandardInput: Bool { options.paths.contains("-") }

  private func board(
    logged: [String: RecordNames], _ pace: HistoryPace?, _ cancellation: Cancellation, maxLineBytes: Int,
    makeSink: @escaping @Sendable () -> any FeedSink
  ) throws(ProduceError) -> ProduceBoard {
    let inputs = try FeedInput.find(
      options.paths, format: options.format, matches: options.matches, idPrefix: options.idPrefix)
    for input in inputs {
      guard case .match(let files) = input, !files.unused.isEmpty else { continue }
      onProblem("\(files.matchID ?? ""): not used: \(files.unused.joined(separator: ", "))")
    }
    let threads = max(1, min(options.parallel, inputs.count))
    let board = ProduceBoard(inputs, threads: threads, onProblem: onProblem)
    cancellation.onCancel { board.stop.cancel() }
    for thread in 0..<threads {
      let options = options
      do {
        try WorkThread.start("produce \(thread)") {
          defer { board.threadEnded() }
          let sink = makeSink()
          while let input = board.next() {
            do {
              try FeedStream(
                input, options, logged: logged, to: sink, board: board, thread: thread, historyPace: pace
              ).run(maxLineBytes: maxLineBytes)
            } catch is CancellationError {
              return
            } catch let error as FeedError {
              board.giveUp(input, error)
            } catch {
              return board.fail(error)
            }
            board.finish(input, thread: thread)
          }
        }
      } catch {
        board.fail(error)
        board.threadEnded()
      }
    }
    return board
  }

  private func namesInLog(_ cancellation: Cancellation) throws -> [String: RecordNames] {
    var matches: Set<String> = []
    for input in try FeedInput.find(
      options.paths, format: options.format, matches: options.matches, idPrefix: options.idPrefix)
    {
      switch input {
      case .match(let files): if let id = files.matchID { matches.insert(id) }
      case .lines(nil, _):
        throw ProduceError(.input, "standard input cannot be resumed: what came before is not known")
      case .lines(let path, let wanted):
        matches.formUnion(
          try FeedLines(path: path, matches: wanted, maxLineBytes: settings.maxRecordBytes).matchIDs())
      }
    }
    let admin = try Admin(settings.kafka, timeout: options.timeout)
    defer { admin.close() }
    let scan = FeedLogScan(
      settings: settings, topic: settings.names.topic(options.topic),
      isCancelled: { cancellation.isCancelled })
    return try scan.names(of: matches, admin: admin) { done, total in
      onWait("reading what the log holds already: \(done) of \(total) offsets")
    }
  }

  private func report(_ board: ProduceBoard, isBesideLive: Bool = false) {
    guard let onProgress else { return }
    var report = board.report
    report.isBesideLive = isBesideLive
    onProgress(report)
  }

  private func finished(_ board: ProduceBoard, _ cancellation: Cancellation) -> ProduceReport {
    var report = board.report
    report.isInterrupted = cancellation.isCancelled && (report.inputsDone < report.inputs)
    onProgress?(report)
    return report
  }
}
