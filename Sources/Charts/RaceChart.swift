/// A match's xGoals race: both teams' sums of xGoals over the match, a step for each shot, goals marked.
public struct RaceChart: Sendable {
  public struct Shot: Sendable {
    /// 1 and 2 are the halves, 3 and 4 extra time.
    public var period: Int
    /// Seconds since the start of the period.
    public var clock: Double
    public var isHome: Bool
    public var xGoals: Double
    public var isGoal: Bool
    public var isPenalty: Bool
    public var player: String?

    public init(
      period: Int, clock: Double, isHome: Bool, xGoals: Double, isGoal: Bool = false, isPenalty: Bool = false,
      player: String? = nil
    ) {
      self.period = period
      self.clock = clock
      self.isHome = isHome
      self.xGoals = xGoals
      self.isGoal = isGoal
      self.isPenalty = isPenalty
      self.player = player
    }
  }

  public var home: String
  public var away: String
  /// E.g. `2:1`; nil while nobody knows.
  public var score: String?
  /// Probabilities of the fair result, home win, draw, away win.
  public var fairResult: (home: Double, draw: Double, away: Double)?
  /// In order of play; shoot-outs left out.
  public var shots: [Shot]

  /// Minutes at which periods begin and, without added time, end.
  private static let starts = [0.0, 45, 90, 105]
  private static let ends = [45.0, 90, 105, 120]

  public init(
    home: String, away: String, score: String? = nil,
    fairResult: (home: Double, draw: Double, away: Double)? = nil, shots: [Shot]
  ) {
    self.home = home
    self.away = away
    self.score = score
    self.fairResult = fairResult
    self.shots = shots.filter { (1...4).contains($0.period) }
  }

  /// The whole SVG file.
  public var document: String {
    let axis = Axis(shots)
    let lines = [true, false].map { line(isHome: $0, axis) }
    let most = lines.compactMap { $0.points.last?.sum }.max() ?? 0
    var plot = Plot(
      title: title, subtitle: subtitle, x: 0...axis.end, y: 0...max(1, most * 1.12), xLabel: "minute",
      yLabel: "xGoals", margins: Plot.Margins(top: 76, right: 96), xTicks: axis.ticks)
    plot.legend([(home, Palette.high), (away, Palette.low)])
    for border in axis.starts.dropFirst() { plot.mark(x: border) }
    var places = LabelPlaces()
    for (line, colour) in zip(lines, Self.colours) {
      let points = line.points.map { plot.point($0.at, $0.sum) }
      plot.svg.polyline(points, stroke: colour, width: 2.5)
      places.avoid(points)
    }
    for (line, colour) in zip(lines, Self.colours) { mark(line, colour, axis, &places, on: &plot) }
    writeSums(lines, on: &plot)
    return plot.svg.document
  }

  private var title: String { score.map { "\(home) \($0) \(away)" } ?? "\(home) – \(away)" }

  private var subtitle: String {
    func sum(_ isHome: Bool) -> String {
      Decimal.text(
        shots.filter { $0.isHome == isHome }.reduce(0) { $0 + $1.xGoals }, places: 2, isFixed: true)
    }
    var text = "xGoals \(sum(true)) : \(sum(false))"
    if let fairResult {
      func percent(_ p: Double) -> String { Decimal.text(p * 100, places: 0) + " %" }
      text +=
        " · by the shots \(home) wins with \(percent(fairResult.home)), a draw \(percent(fairResult.draw)),"
        + " \(away) \(percent(fairResult.away))"
    }
    return text
  }

  // MARK: Lines

  private struct Line {
    var points: [(at: Double, sum: Double)] = [(0, 0)]
    var goals: [(at: Double, sum: Double, shot: Shot)] = []
  }

  private func line(isHome: Bool, _ axis: Axis) -> Line {
    var line = Line()
    var sum = 0.0
    for shot in shots where shot.isHome == isHome {
      let at = axis.minute(shot)
      line.points.append((at, sum))
      sum += shot.xGoals
      line.points.append((at, sum))
      if shot.isGoal { line.goals.append((at, sum, shot)) }
    }
    line.points.append((axis.end, sum))
    return line
  }

  /// Of the home team and the away team.
  private static let colours = [Palette.high, Palette.low]

  /// The goals, with who shot them.
  private func mark(
    _ line: Line, _ colour: String, _ axis: Axis, _ places: inout LabelPlaces, on plot: inout Plot
  ) {
    for goal in line.goals {
      let (x, y) = plot.point(goal.at, goal.sum)
      let name = goal.shot.player ?? "goal"
      let label = goal.shot.isPenalty ? "\(name) (penalty)" : name
      plot.svg.circle(
        x: x, y: y, radius: 5, fill: colour, stroke: Palette.paper,
        title: "\(label), \(axis.clock(goal.shot)), xGoals \(Decimal.text(goal.shot.xGoals, places: 2))")
      let place = place(label, x, y, &places, plot)
      plot.svg.text(label, x: place.x, y: place.y, size: 11, fill: colour, hasHalo: true)
    }
  }

  /// At the lines' ends, moved apart where these are near each other.
  private func writeSums(_ lines: [Line], on plot: inout Plot) {
    let sums = lines.compactMap(\.points.last?.sum)
    guard let upper = sums.max(), let lower = sums.min() else { return }
    let push = max(15 - (plot.y(lower) - plot.y(upper)), 0) / 2
    for (number, sum) in sums.enumerated() {
      let isUpper = sum == upper && (sum > lower || number == 0)
      plot.svg.text(
        Decimal.text(sum, places: 2, isFixed: true), x: plot.x.to + 8,
        y: plot.y(sum) + 4 + (isUpper ? -push : push), size: 13, fill: Self.colours[number], isBold: true)
    }
  }

  /// Where a goal's label begins: to the left above the step, where the own line never is, or to the right below
  /// it, and if another is there, farther up or down.
  private func place(
    _ label: String, _ x: Double, _ y: Double, _ places: inout LabelPlaces, _ plot: Plot
  ) -> (x: Double, y: Double) {
    let width = TextWidth.of(label, size: 11)
    let steps = [0.0, 14, 28, 42]
    let candidates =
      (steps.map { (x: x - 9 - width, y: y - 3 - $0) } + steps.map { (x: x + 9, y: y + 14 + $0) }
      + steps.map { (x: x + 2, y: y - 9 - $0) })
      .filter {
        $0.x >= plot.x.from && $0.x + width <= plot.svg.width && $0.y <= plot.y.from && $0.y > plot.y.to
      }
    let chosen = places.choose(candidates.map { .init(($0.x, $0.y - 10), ($0.x + width, $0.y + 2)) })
    return candidates.indices.contains(chosen) ? candidates[chosen] : (x + 2, y - 9)
  }

  // MARK: Time

  /// Minutes as they passed: added time moves all that comes after it.
  private struct Axis {
    /// Where each period played begins.
    var starts: [Double] = []
    var end = 90.0

    init(_ shots: [Shot]) {
      let periods = max(2, shots.map(\.period).max() ?? 2)
      var at = 0.0
      for period in 1...periods {
        starts.append(at)
        let nominal = RaceChart.ends[period - 1] - RaceChart.starts[period - 1]
        at += shots.filter { $0.period == period }.reduce(nominal) { max($0, $1.clock / 60) }
      }
      end = at
    }

    func minute(_ shot: Shot) -> Double { starts[shot.period - 1] + shot.clock / 60 }

    /// `63'`, `45+2'`.
    func clock(_ shot: Shot) -> String {
      let (start, end) = (RaceChart.starts[shot.period - 1], RaceChart.ends[shot.period - 1])
      // The first minute is the 1st.
      let minute = start + (shot.clock / 60).rounded(.down) + 1
      return minute > end ? "\(Int(end))+\(Int(minute - end))'" : "\(Int(minute))'"
    }

    var ticks: [(value: Double, label: String)] {
      var ticks: [(value: Double, label: String)] = []
      for (index, at) in starts.enumerated() {
        let (start, end) = (RaceChart.starts[index], RaceChart.ends[index])
        var minute = start
        while minute < end || (index == starts.count - 1 && minute == end) {
          ticks.append((at + minute - start, "\(Int(minute))"))
          minute += 15
        }
      }
      return ticks
    }
  }
}
