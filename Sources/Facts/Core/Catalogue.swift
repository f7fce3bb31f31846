/// All facts and rankings that this program knows. A new one is one line here.
///
/// Awaited are those that people wait for and that come rarely; the others come with nearly every touch of the ball.
public enum Catalogue {
  public static let facts: [FactKind] = [
    FactKind(XGoalsFact.self, isAwaited: true),
    FactKind(SetPieceFact<ShotValuer>.self, isAwaited: true),
    FactKind(AppearancesFact.self),
    FactKind(XPassFact.self),
    FactKind(DuelsFact.self),
    FactKind(SprintsFact.self),
    FactKind(ChainsFact<ShotValuer, PassValuer>.self),
    FactKind(PitBattleFact.self, isAwaited: true),
  ]
  public static let rankings: [RankingKind] = [
    RankingKind(SetPieceThreat.self, isAwaited: true),
    RankingKind(
      name: SkillMachine.name, inputs: SkillMachine.inputs, kinds: SkillMachine.kinds,
      makeMachine: { SkillMachine(season: $0, settings: $1) }),
    RankingKind(XGoalsRanking.self, isAwaited: true),
  ]

  public static func fact(_ name: String) -> FactKind? { facts.first { $0.name == name } }
  public static func ranking(_ name: String) -> RankingKind? { rankings.first { $0.name == name } }
}
