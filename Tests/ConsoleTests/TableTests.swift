import Console
import Testing

@Suite struct TableTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("Müller", 6), ("Mu\u{308}ller", 6), ("北京", 4), ("⚽️", 2), ("🇩🇪", 2), ("👨‍👩‍👧", 2),
    ("한국", 4),
    ("a\u{200B}b", 2), ("—", 1), ("İ", 1), ("％", 2),
  ])
  func widths(text: String, width: Int) { #expect(displayWidth(text) == width) }

  @Test func truncation() {
    #expect(truncated("Leverkusen", to: 10) == "Leverkusen")
    #expect(truncated("Leverkusen", to: 6) == "Lever…")
    #expect(truncated("北京国安", to: 6) == "北京…")
    #expect(truncated("北京国安", to: 4) == "北…")
    #expect(truncated("abc", to: 1) == "…")
    #expect(truncated("abc", to: 0) == "")
  }

  private var table: Table {
    var table = Table([.init("player", minimum: 6), .init("xg", .right), .init("team", minimum: 4)])
    table.add(["Florian Wirtz", "0.7", "Bayer 04 Leverkusen"])
    table.add(["孙兴慜", Table.Cell("12.25", .green), "Spurs"])
    table.add(["x"])
    return table
  }

  @Test func plainTablesAreAlignedAndWhole() {
    #expect(
      table.text(for: .plain) == """
        player            xg  team
        Florian Wirtz    0.7  Bayer 04 Leverkusen
        孙兴慜         12.25  Spurs
        x

        """)
  }

  @Test func terminalsCutTheWidestFirst() {
    let text = table.text(for: Terminal(isTerminal: true, width: 30))
    #expect(
      text == """
        player         xg  team
        Florian W…    0.7  Bayer 04 L…
        孙兴慜      12.25  Spurs
        x

        """)
    #expect(text.split(separator: "\n").allSatisfy { displayWidth(String($0)) <= 30 })
    let narrow = table.text(for: Terminal(isTerminal: true, width: 5))
    #expect(narrow.contains("Flori…    0.7  Bay…"), "the minimum is kept")
  }

  @Test func coloursAndControlCharacters() {
    let terminal = Terminal(isTerminal: true, width: 80, hasColour: true)
    #expect(table.text(for: terminal).contains("\u{1B}[32m12.25\u{1B}[0m"))
    #expect(!table.text(for: .plain).contains("\u{1B}"))
    var evil = Table([.init("")])
    evil.add([Table.Cell("a\u{1B}[2Jb\nc")])
    #expect(evil.text(for: .plain) == "a\u{FFFD}[2Jb\u{FFFD}c\n")
  }

  @Test func numbers() {
    #expect(
      [fixed(1.25, 1), fixed(-0.04, 1), fixed(0.005, 2), fixed(12, 0), fixed(1.0, 3)] == [
        "1.3", "0.0", "0.01", "12", "1.000",
      ])
    #expect(
      [compact(7), compact(12_345), compact(234_567), compact(4_560_000)] == ["7", "12.3k", "235k", "4.56M"])
    #expect(
      [byteCount(999), byteCount(12_345), byteCount(5_000_000_000)] == ["999 B", "12.3 kB", "5.00 GB"])
    #expect(
      [0.85, 12, 185, 7_385].map { shortDuration(seconds: $0) } == ["850 ms", "12 s", "3:05", "2:03:05"])
  }
}
