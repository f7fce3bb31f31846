import Facts

/// The consumer groups of a deployment with the topics that each reads.
enum ConsumerGroups {
  static func all(_ settings: PipelineSettings) -> [(group: String, topics: [String])] {
    let names = settings.names
    func topics(_ isWanted: (TopicDefinition) -> Bool) -> [String] {
      settings.topics.topics.filter(isWanted).map { names.topic($0.name) }
    }
    let dispatched = settings.topics.dispatched
    var groups = [
      (names.group(Dispatcher.feedsGroup), topics { $0.kind == .feed && dispatched.contains($0) }),
      (names.group(Dispatcher.factsGroup), topics { $0.kind != .feed && dispatched.contains($0) }),
    ]
    for fact in Catalogue.facts {
      let sport = settings.topics["facts.\(fact.name)"]?.sport
      groups.append((names.group(fact.name), topics { $0.kind == .feed && $0.sport == sport }))
    }
    for ranking in Catalogue.rankings {
      groups.append((names.rankingGroup(ranking.name), ranking.inputs.map { names.topic("facts.\($0)") }))
    }
    return groups
  }
}
