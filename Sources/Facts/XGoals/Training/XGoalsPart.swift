import Boosting

/// Which of the two models is being trained, and what it may see.
enum XGoalsPart: String, CaseIterable {
  /// For shots with the places of the other players.
  case positions
  /// For shots without.
  case events

  var features: [ShotFeature] {
    ShotFeature.allCases.filter { feature in
      !feature.isShownOnly && (self == .positions || feature.isKnownWithoutPositions)
    }
  }

  /// Position features that a provider may give without positions, or not.
  private func isProvided(_ feature: ShotFeature) -> Bool { self == .events && feature.isFromPositions }

  /// What this model sees of a shot as it is used most often: without positions, nothing that needs them.
  func row(_ values: ShotFeatures) -> [Float] {
    features.map { isProvided($0) ? .nan : values.column($0.index) }
  }

  /// What this model sees where the feed gives no mark but the part of the body.
  func bareRow(_ values: ShotFeatures) -> [Float] {
    zip(features, row(values)).map { $0.isOptional ? .nan : $1 }
  }

  /// The rows that one shot teaches: as it is, and with marks that other feeds do not give taken away, so that
  /// the model has learnt what to say without them. Each row weighs a half.
  func lessons(_ values: ShotFeatures, _ random: inout SplitMix64) -> [[Float]] {
    let hidesAll = random.unit() < 0.5
    let givesProvided = random.unit() < 0.5
    let masked = features.map { feature -> Float in
      let isHidden = random.unit() < 0.5  // drawn for each, so that the draws do not depend on the feature
      if feature.isOptional, hidesAll || isHidden { return .nan }
      if isProvided(feature), !givesProvided { return .nan }
      return values.column(feature.index)
    }
    return [row(values), masked]
  }
}
