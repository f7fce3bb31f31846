import Football
import Testing

@Suite struct StatsBombPitchTests {
  @Test(
    "the markings lie where the Laws of the Game put them",
    arguments: [
      (120, 36, 52.5, 3.66), (120, 44, 52.5, -3.66), (108, 40, 41.5, 0), (102, 18, 36, 20.16),
      (114, 50, 47, -9.16), (60, 40, 0, 0), (0, 0, -52.5, 34), (120, 80, 52.5, -34), (18, 62, -36, -20.16),
    ])
  func markings(x: Double, y: Double, metresX: Double, metresY: Double) {
    let point = StatsBombPitch.point(x: x, y: y)
    #expect(abs(point.x - metresX) < 1e-12)
    #expect(abs(point.y - metresY) < 1e-12)
  }

  @Test("a larger pitch keeps its penalty areas and grows elsewhere")
  func larger() {
    #expect(StatsBombPitch.point(x: 102, y: 40, length: 110, width: 75).x == 55 - 16.5)
    #expect(abs(StatsBombPitch.point(x: 120, y: 0, length: 110, width: 75).y - 37.5) < 1e-12)
  }

  @Test("places behind the goal line and beyond the touchline stay outside, and order is kept")
  func outside() {
    #expect(StatsBombPitch.point(x: 121, y: 40).x > 52.5)
    #expect(StatsBombPitch.point(x: -1, y: 40).x < -52.5)
    #expect(StatsBombPitch.point(x: 60, y: 81).y < -34)
    let xs = stride(from: -1.0, through: 121, by: 0.1).map { StatsBombPitch.point(x: $0, y: 40).x }
    #expect(zip(xs, xs.dropFirst()).allSatisfy { $0 < $1 })
  }
}
