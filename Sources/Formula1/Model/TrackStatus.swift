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

  public init(_ status: TrackStatus) {
    let place = TrackStatus.allCases.firstIndex(of: status) ?? 0
    rawValue = 1 << UInt8(place)
  }

  /// The digits of F1's live timing in order, e.g. `26`; others are passed over.
  public init(codes: some Sequence<UInt8>) {
    self = []
    for code in codes { if let status = TrackStatus(code: code) { insert(TrackStatuses(status)) } }
  }

  public func holds(_ status: TrackStatus) -> Bool { contains(TrackStatuses(status)) }

  public var isNeutralised: Bool { TrackStatus.allCases.contains { $0.isNeutralised && holds($0) } }

  public var list: [TrackStatus] { TrackStatus.allCases.filter(holds) }
}
