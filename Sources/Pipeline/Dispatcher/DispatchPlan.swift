import Kafka

/// Why and where a record was turned away.
struct Refusal: Equatable {
  enum Stage: String { case decode, validate, store, rank }
  var stage: Stage
  var reason: String
}

/// What is to be done with the record at the same index of the batch.
struct DispatchPlan {
  /// The match topic that gets it; nil if it is not republished.
  var matchTopic: String?
  var refusal: Refusal?
  /// An announcement, to be noted with the rows.
  var announcement: AnnouncedMatch?
}

/// What the table `matches` holds of an announcement.
struct AnnouncedMatch: Equatable {
  var matchID: String
  var season: String
  var kickOffMicroseconds: Int64?
  var homeID: String?
  var homeName: String?
  var awayID: String?
  var awayName: String?
}
