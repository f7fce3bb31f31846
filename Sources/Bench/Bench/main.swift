// The programs behind deploy/bench. Each prints its figures as `name value` lines.
import Glibc

let usage = """
  touchline-bench fill --topic T --records N --season-count S --outputs PREFIX    facts to dispatch
  touchline-bench watch --group G --topic T --pid PID [--timeout S]               how fast a group gets through them
  touchline-bench latency --prefix P --pid PID [--samples N] [--warm-up S]        from shot to ranking, live
  touchline-bench replay [--minutes M]                                            a match with frames, in this process
  touchline-bench skill --data SEASON [--players N] [--live MATCHES] [--dump FILE]  an update of the players' rankings
  touchline-bench match --prefix P [--minutes M]                                  the same match into feed.football
  touchline-bench pits --prefix P [--seconds S]                                   a race of 22 cars, live and at full speed
  touchline-bench shots [--shots N]                                               features, prediction and SHAP a shot
  with KAFKA_BOOTSTRAP_SERVERS

  """

do {
  let arguments = try Arguments(CommandLine.arguments)
  switch arguments.command {
  case "fill": try FactFill(arguments).run()
  case "watch": try GroupWatch(arguments).run()
  case "latency": try LatencyRun(arguments).run()
  case "replay": try ReplayRun(arguments).run()
  case "shots": try ShotSpeed(arguments).run()
  case "pits": try PitRun(arguments).run()
  case "skill": try SkillRun(arguments).run()
  case "match": try MatchFill(arguments).run()
  default: throw BenchError(usage)
  }
} catch {
  complain("touchline-bench: \(error)\n")
  exit(1)
}
