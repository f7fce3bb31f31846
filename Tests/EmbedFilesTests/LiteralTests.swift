import Testing

@testable import EmbedFiles

struct LiteralTests {
  @Test func plainTextStandsAsItIs() {
    #expect(literal("SELECT 1;\n\tend") == "#\"\"\"\nSELECT 1;\n\tend\n\"\"\"#")
  }

  @Test func whatWouldEndOrChangeTheLiteralGetsMoreSigns() {
    #expect(literal("a \"\"\"# b") == "##\"\"\"\na \"\"\"# b\n\"\"\"##")
    #expect(literal("\\(x) \\#(y) \\##n") == "###\"\"\"\n\\(x) \\#(y) \\##n\n\"\"\"###")
    // Number signs elsewhere mean nothing.
    #expect(literal("#### title").hasPrefix("#\"\"\"\n"))
  }

  @Test func carriageReturnsAndControlCharactersAreKept() {
    #expect(literal("a\r\nb\u{0}\u{7F}") == "#\"\"\"\na\\#u{d}\nb\\#u{0}\\#u{7f}\n\"\"\"#")
  }

  @Test func filesAreNamedRelativeToTheirGroup() {
    var group = Group(name: "models", base: "/p/Sources/Facts")
    group.add(path: "/p/Sources/Facts/XGoals/Models/m.json", text: "{}")
    let source = swiftSource([group, Group(name: "empty", base: "/p")])
    #expect(source.contains("XGoals/Models/m.json\n"))
    #expect(!source.contains("/p/"))
    #expect(source.contains("static let empty: [(name: String, text: String)] = [\n  ]"))
  }
}
