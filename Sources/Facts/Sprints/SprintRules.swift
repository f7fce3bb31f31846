/// The numbers that say what a sprint is. Speeds in m/s, times in seconds.
public struct SprintRules: Sendable {
  /// `sprints.run_mps`: a run is a stretch at this speed or more.
  public var runSpeed: Double
  /// `sprints.run_s`: and lasts longer than this.
  public var runTime: Double
  /// `sprints.sprint_mps`: it must reach this speed; the sprint is from the first to the last time at it.
  public var sprintSpeed: Double
  /// `sprints.sprint_s`: the sprint lasts at least this.
  public var sprintTime: Double
  /// `sprints.greatest_mps`: nobody is faster; what is, is dropped (*ours*).
  public var greatestSpeed: Double
  /// `sprints.gap_s`: up to so much may be missing within a run (*ours*).
  public var gap: Double
  /// `sprints.smoothing_s`: half the width of the window in which speeds are derived from places (*ours*).
  public var smoothing: Double
  /// `sprints.lateness_s`: frames that come later than this after a newer one are left out (*ours*).
  public var lateness: Double

  /// Room for the last bits of a difference of clocks.
  static let slack = 1e-6

  public init(settings: FactSettings = FactSettings()) {
    runSpeed = settings.double("sprints.run_mps", default: 4.0)
    runTime = settings.double("sprints.run_s", default: 2.0)
    sprintSpeed = settings.double("sprints.sprint_mps", default: 6.3)
    sprintTime = settings.double("sprints.sprint_s", default: 1.0)
    greatestSpeed = settings.double("sprints.greatest_mps", default: 12.0)
    gap = settings.double("sprints.gap_s", default: 0.2)
    smoothing = settings.double("sprints.smoothing_s", default: 0.3)
    lateness = settings.double("sprints.lateness_s", default: 1.0)
  }
}
