/// What race control has the track under.
public enum TrackStatus: String, Sendable, CaseIterable {
  case clear
  case yellow
  case safetyCar = "safety_car"
  case red
  /// Virtual safety car.
  case vsc
  case vscEnding = "vsc_ending"

  /// The codes of F1's live timing.
  public init?(code: UInt8) {
    switch code {
    case UInt8(ascii: "1"): self = .clear
    case UInt8(ascii: "2"): self = .yellow
    case UInt8(ascii: "4"): self = .safetyCar
    case UInt8(ascii: "5"): self = .red
    case UInt8(ascii: "6"): self = .vsc
    case UInt8(ascii: "7"): self = .vscEnding
    default: return nil
    }
  }

  /// Cars may not race: a stop costs less than under green.
  public var isNeutralised: Bool { self != .clear && self != .yellow }
}

/// Several track statuses, as one lap may see them.
public struct TrackStatuses: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Asked of every lap of every car over and over: without a list of all cases.
  public init(_ status: TrackStatus) {
    switch status {
    case .clear: rawValue = 1 << 0
    case .yellow: rawValue = 1 << 1
    case .safetyCar: rawValue = 1 << 2
    case .red: rawValue = 1 << 3
    case .vsc: rawValue = 1 << 4
    case .vscEnding: rawValue = 1 << 5
    }
  }

  /// The digits of F1's live timing in order, e.g. `26`; others are passed over.
  public init(codes: some Sequence<UInt8>) {
    self = []
    for code in codes { if let status = TrackStatus(code: code) { insert(TrackStatuses(status)) } }
  }

  public func holds(_ status: TrackStatus) -> Bool { contains(TrackStatuses(status)) }

  public var isNeutralised: Bool { !isDisjoint(with: Self.neutralised) }
  private static let neutralised = TrackStatuses(
    TrackStatus.allCases.filter(\.isNeutralised).map { TrackStatuses($0) })

  public var list: [TrackStatus] { TrackStatus.allCases.filter(holds) }
}
