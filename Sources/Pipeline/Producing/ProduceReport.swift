import Football

/// What has been produced so far, or in the end.
public struct ProduceReport: Sendable, Equatable {
  public internal(set) var records = 0
  public internal(set) var byType: [FeedRecordType: Int] = [:]
  /// Lines that were sent unchecked.
  public internal(set) var unchecked = 0
  /// Records left out because the log holds them already.
  public internal(set) var alreadyThere = 0
  /// Records that could not be sent; each was reported with its reason.
  public internal(set) var refused = 0
  public internal(set) var matches: Set<String> = []
  /// Inputs that could not be read to their end; each was reported with its reason.
  public internal(set) var unreadable = 0
  /// Inputs that are done, and how many there are.
  public internal(set) var inputsDone = 0
  public internal(set) var inputs = 0
  /// Bytes of input done and in all, estimated within a match by its clock; 0 where unknown.
  public internal(set) var bytesDone = 0
  public internal(set) var bytes = 0
  /// What is going out now: the match and its clock.
  public internal(set) var current = ""
  /// Past matches go out slowly, because live ones are on.
  public internal(set) var isBesideLive = false
  /// The user stopped it.
  public internal(set) var isInterrupted = false
}
