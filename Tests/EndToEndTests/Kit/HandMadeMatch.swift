import Foundation
import Kafka
import Pipeline

/// A small match written by hand, sent record by record.
struct HandMadeMatch {
  let id: String

  var announcement: String {
    """
    {"match_id":"\(id)","type":"announced","id":"announced","competition":"cup","season":"cup-1",\
    "kick_off":"2026-01-01T15:00:00Z","home":{"id":"home","name":"Home"},"away":{"id":"away","name":"Away"},\
    "players":[{"id":"p1","team_id":"home","name":"One","starter":true},\
    {"id":"q1","team_id":"away","name":"Two","starter":true}],"provider":"test"}
    """
  }
  var start: String {
    #"{"match_id":"\#(id)","type":"period_started","id":"period_started-1","period":1,"clock_s":0}"#
  }
  var closed: String { #"{"match_id":"\#(id)","type":"closed","id":"closed"}"# }

  func corner(_ event: String, at clock: Double, team: String = "home") -> String {
    """
    {"match_id":"\(id)","type":"pass","id":"\(event)","period":1,"clock_s":\(clock),"team_id":"\(team)",\
    "player_id":"p1","x":52.5,"y":34,"direction":1,"restart":"corner","outcome":"complete"}
    """
  }

  func shot(
    _ event: String, at clock: Double, outcome: String, revision: Int = 0, cancelled: Bool = false,
    team: String = "home"
  ) -> String {
    """
    {"match_id":"\(id)","type":"shot","id":"\(event)","revision":\(revision),"period":1,"clock_s":\(clock),\
    "team_id":"\(team)","player_id":"p1","x":44,"y":3,"direction":1,"outcome":"\(outcome)",\
    "goal_cancelled":\(cancelled),"body_part":"head","origin":"corner"}
    """
  }

  func withdrawal(_ event: String, revision: Int = 1) -> String {
    #"{"match_id":"\#(id)","id":"\#(event)","type":"other","revision":\#(revision),"withdrawn":true}"#
  }
}

extension TestEnvironment {
  /// Sends values as they are, with the key that keeps them in one partition.
  func send(_ values: [String], key: String) throws {
    try send(values.map { Array($0.utf8) }, key: key)
  }

  func send(_ values: [[UInt8]], key: String, headers: HeaderList = HeaderList()) throws {
    let producer = try Producer(kafka)
    defer { producer.close() }
    let key = Array(key.utf8)
    for value in values {
      try producer.produce(
        to: names.topic("feed.football"), key: key.span.bytes, value: value.span.bytes, headers: headers)
    }
    try producer.flush()
  }
}
