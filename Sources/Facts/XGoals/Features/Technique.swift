import Football

extension ShotSituation {
  /// 1 for a ball struck out of the air or on the bounce.
  var volley: Double { technique.map { $0 == .volley || $0 == .halfVolley ? 1 : 0 } ?? .nan }

  /// 1 for a lob.
  var lob: Double { technique.map { $0 == .lob ? 1 : 0 } ?? .nan }

  /// 1 for overhead kicks, backheels and diving headers: little control.
  var acrobatic: Double {
    technique.map { $0 == .overheadKick || $0 == .backheel || $0 == .divingHeader ? 1 : 0 } ?? .nan
  }

  /// 1 if the feed says that the shot came from there, 0 if from elsewhere.
  func comes(from other: ShotOrigin) -> Double { origin.map { $0 == other ? 1 : 0 } ?? .nan }
}
