import Facts
import Football
import Foundation
import Kafka
import Testing
import TouchlineKit

@testable import Pipeline

/// A match that is sent once more says nothing new, also where the dispatcher lags and nobody remembers the match.
@Suite(.serialized, .enabled(if: RunningPipeline.isPossible, RunningPipeline.absent))
struct RepeatedMatchTests {
  @Test func nothingIsToldTwice() async throws {
    try await onThread {
      let pipeline = try RunningPipeline(dispatches: false)
      do {
        let ids = Self.idsOfOnePartition(3, of: pipeline)
        for id in ids { try pipeline.produce(Self.match(id)) }
        let once = try Self.waitForFacts(pipeline, of: ids[2])
        // By now the first is closed and out of reach; nothing of it is in a log of its own yet.
        try pipeline.produce(Self.match(ids[0]))
        pipeline.startDispatcher()
        _ = try pipeline.waitUntilQuiet()
        let names = try pipeline.admin.topics().map(\.name)
        let own = names.filter { pipeline.settings.names.match(ofTopic: $0)?.match == ids[0] }
        #expect(own.contains { $0.hasSuffix(".xgoals") } && own.contains { $0.hasSuffix(".appearances") })
        for topic in own where !topic.hasSuffix(".feed") && !topic.contains(".ranking-") {
          let repeated = try pipeline.read([topic]).count
          let other = try pipeline.read([topic.replacing(ids[0], with: ids[2])]).count
          #expect(repeated == other, "\(topic)")
        }
        #expect(once > 0)
      } catch {
        _ = pipeline.end()
        throw error
      }
      #expect(pipeline.end() == [])
    }
  }

  private static func match(_ id: String) -> MatchBuilder {
    var match = MatchBuilder(id: id)
    match.start(1)
    match.corner(.home, at: 60)
    match.shot(.home, at: 63, .goal, origin: .corner)
    match.end(1)
    match.finish()
    return match
  }

  private static func idsOfOnePartition(_ count: Int, of pipeline: RunningPipeline) -> [String] {
    let partitions = pipeline.settings.topics["feed.football"]?.partitions ?? 1
    let ids = (0..<200).map { "repeated-\($0)" }
    let found = ids.filter {
      KeyPartition.murmur2(Array($0.utf8).span.bytes, partitions: Int(partitions)) == 0
    }
    return Array(found.prefix(count))
  }

  /// Until all fact workers have told what they have to tell of a match.
  private static func waitForFacts(_ pipeline: RunningPipeline, of id: String) throws -> Int {
    let topics = ["xgoals", "setpieces", "appearances"].map { pipeline.settings.names.topic("facts.\($0)") }
    var last = -1
    for _ in 0..<60 {
      let count = try pipeline.read(topics).count {
        String(decoding: $0.value ?? [], as: UTF8.self).contains(id)
      }
      if count > 0, count == last { return count }
      last = count
      usleep(1_000_000)
    }
    throw PipelineError("the workers tell nothing of \(id)")
  }
}
