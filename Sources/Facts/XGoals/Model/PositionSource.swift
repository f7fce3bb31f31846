/// Where the places of the other players came from.
public enum PositionSource: String, Sendable, CaseIterable {
  /// The position frame of the kick.
  case tracking
  /// The frame that the feed gave with the shot.
  case freezeFrame = "freeze_frame"
  /// Not known, but the provider gave features that depend on them.
  case provided
  /// Not known.
  case none
}
