import Football
import Formats
import Foundation
import Telemetry

@testable import Pipeline

/// Writes down what it is given, and when.
final class RecordingSink: FeedSink {
  var sent: [FeedRecord] = []
  var unchecked: [String] = []
  var times: [UInt64] = []
  private let time: FixedTime

  init(_ time: FixedTime = FixedTime()) { self.time = time }

  func send(_ record: FeedRecord, text: RawSpan?) throws {
    if record.name == "event/huge/0" { throw RecordRefused(reason: "too large") }
    sent.append(record)
    times.append(time.monotonicNanoseconds())
  }

  func send(unchecked text: RawSpan, matchID: String?) throws {
    unchecked.append("\(matchID ?? "-"): \(text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })")
  }

  var names: [String] { sent.map(\.name) }
  /// Milliseconds since the first record.
  var milliseconds: [UInt64] { times.map { ($0 - times[0]) / 1_000_000 } }
}

/// A small match as our own lines: both halves with a pass every ten seconds, ten minutes of break.
enum SmallMatch {
  static func records(_ id: String, passes: Int = 3, kickOff: String = "2024-05-04T13:30:00Z") -> [FeedRecord]
  {
    let start = Timestamp(kickOff) ?? Timestamp(microseconds: 0)
    let teams = (Team(id: "T1", name: "One"), Team(id: "T2", name: "Two"))
    var records: [FeedRecord] = [
      .match(
        MatchRecord(
          matchID: id, moment: .announced, time: start,
          announcement: MatchAnnouncement(
            matchID: id, competition: "C", season: "C-2024", kickOff: start, home: teams.0, away: teams.1,
            provider: "test")))
    ]
    let length = Double(passes * 10)
    for period in 1...2 {
      let from = period == 1 ? start : start + (length + 600)
      records.append(
        .match(MatchRecord(matchID: id, moment: .periodStarted, time: from, period: period, clock: 0)))
      for pass in 0..<passes {
        records.append(
          .event(
            Event(
              matchID: id, id: "\(period)-\(pass)", type: .pass, period: period, clock: Double(pass * 10),
              time: from + Double(pass * 10), teamID: "T1", detail: .pass(Pass(outcome: .complete)))))
      }
      records.append(
        .match(
          MatchRecord(matchID: id, moment: .periodEnded, time: from + length, period: period, clock: length)))
    }
    records.append(.match(MatchRecord(matchID: id, moment: .finished)))
    records.append(.match(MatchRecord(matchID: id, moment: .closed)))
    return records
  }

  static func lines(_ records: [FeedRecord]) -> [String] {
    var writer = JSONLinesWriter()
    return records.map { writer.text(of: $0) }
  }
}

/// A file that is removed with it.
final class TemporaryFile {
  let path: String

  init(_ lines: [String]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "touchline-\(UUID().uuidString).jsonl").path
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
