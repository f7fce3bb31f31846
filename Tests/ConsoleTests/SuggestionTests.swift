import Console
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("ca", "ac", 1), ("kitten", "sitting", 3),
    ("Duels", "duels", 0),
    ("abcd", "acbd", 1), ("ca", "abc", 3), ("größe", "grösse", 2),
  ])
  func distance(a: String, b: String, expected: Int) {
    #expect(editDistance(a, b) == expected)
    #expect(editDistance(b, a) == expected)
  }

  @Test func nearestNames() {
    let facts = ["xgoals", "xpass", "setpieces", "chains", "duels", "sprints", "appearances", "pitbattle"]
    #expect(nearest("xgaols", in: facts) == "xgoals")
    #expect(nearest("xGoal", in: facts) == "xgoals")
    #expect(nearest("set-pieces", in: facts) == "setpieces")
    #expect(nearest("pit", in: facts) == "pitbattle")
    #expect(nearest("weather", in: facts) == nil)
    #expect(nearest("", in: facts) == nil)
    #expect(nearest("J03WPY", in: ["DFL-MAT-J03WOH", "DFL-MAT-J03WPY"]) == "DFL-MAT-J03WPY")
    #expect(nearest("DFL-MAT-J03WPX", in: ["DFL-MAT-J03WOH", "DFL-MAT-J03WPY"]) == "DFL-MAT-J03WPY")
    #expect(nearest("ab", in: ["cd", "xy"]) == nil)
    #expect(nearest("feed.fotball", in: ["feed.f1", "feed.football"]) == "feed.football")
  }
}
