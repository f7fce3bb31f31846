import Boosting

/// Which of the models is being trained, and what it may see.
enum XGoalsPart: String, CaseIterable {
  /// For shots with the places of the other players.
  case positions
  /// The same for headers, which learn better among themselves (measured: the card).
  case headers
  /// For shots without.
  case events

  var features: [ShotFeature] {
    ShotFeature.allCases.filter { feature in
      !feature.isShownOnly && (self != .events || feature.isKnownWithoutPositions)
    }
  }

  /// Whether it is taught by that shot.
  func takes(_ features: ShotFeatures, hasPositions: Bool) -> Bool {
    switch self {
    case .positions: hasPositions
    case .headers: hasPositions && features[.header] == 1
    case .events: true
    }
  }

  /// Fewer shots bear fewer trees.
  func rounds(_ rounds: Int) -> Int { self == .headers ? max(rounds * 5 / 11, 1) : rounds }

  /// Position features that a provider may give without positions, or not.
  private func isProvided(_ feature: ShotFeature) -> Bool { self == .events && feature.isFromPositions }

  /// What this model sees of a shot as it is used most often: without positions, nothing that needs them.
  func row(_ values: ShotFeatures, _ features: [ShotFeature]) -> [Float] {
    features.map { isProvided($0) ? .nan : values.column($0.index) }
  }

  /// What this model sees where the feed gives no mark but the part of the body.
  func bareRow(_ values: ShotFeatures, _ features: [ShotFeature]) -> [Float] {
    zip(features, row(values, features)).map { $0.isOptional ? .nan : $1 }
  }

  /// Weight of the row with marks taken away: enough to learn what to say without them, so little that it costs
  /// nothing where they are known (measured: the card).
  static let maskedWeight: Float = 0.1

  /// The rows that one shot teaches: as it is, and with marks that other feeds do not give taken away.
  func lessons(
    _ values: ShotFeatures, _ features: [ShotFeature], _ random: inout SplitMix64
  ) -> [(row: [Float], weight: Float)] {
    let hidesAll = random.unit() < 0.5
    let givesProvided = random.unit() < 0.5
    let masked = features.map { feature -> Float in
      let isHidden = random.unit() < 0.5  // drawn for each, so that the draws do not depend on the feature
      if feature.isOptional, hidesAll || isHidden { return .nan }
      if isProvided(feature), !givesProvided { return .nan }
      return values.column(feature.index)
    }
    // Without positions feeds differ more in what they mark: half and half.
    let weight: Float = self == .events ? 0.5 : Self.maskedWeight
    return [(row(values, features), 1 - weight), (masked, weight)]
  }
}
