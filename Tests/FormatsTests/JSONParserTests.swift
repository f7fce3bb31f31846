import Formats
import Testing

@Suite struct JSONParserTests {
  let parser = JSONParser(maxBytes: 1 << 20)

  @Test func readsEveryKind() throws {
    let root = try parser.parse(
      #"{"s":"a\u00e9\ud83d\ude00\n","i":-42,"d":1.5,"t":true,"f":false,"n":null,"a":[1,[2],{"x":3}],"o":{"y":{}}}"#
    )
    #expect(root.kind == .object && root.count == 8)
    #expect(root["s"]?.string == "aé😀\n")
    #expect(root["s"]?.withUTF8String { $0.count } == 8)
    #expect(root["i"]?.int64 == -42 && root["i"]?.double == -42 && root["i"]?.kind == .integer)
    #expect(root["d"]?.double == 1.5 && root["d"]?.int64 == nil && root["d"]?.kind == .number)
    #expect(root["t"]?.bool == true && root["f"]?.bool == false && root["t"]?.kind == .bool)
    #expect(root["n"]?.isNull == true && root["n"]?.kind == .null && root["n"]?.string == nil)
    #expect(root["a"]?.count == 3 && root["a"]?[1]?[0]?.int64 == 2 && root["a"]?[2]?["x"]?.int64 == 3)
    #expect(root["a"]?[3] == nil && root["a"]?[-1] == nil && root["zz"] == nil && root["a"]?["x"] == nil)
    let name = ["o", "y"]
    #expect(root[name[0]]?[name[1]]?.count == 0)
    var seen: [String] = []
    root.forEachField { key, value in
      switch key {
      case "i": seen.append("int")
      default: seen.append(key.description)
      }
    }
    #expect(seen == ["s", "int", "d", "t", "f", "n", "a", "o"])
    var kinds: [JSONKind] = []
    for element in try #require(root["a"]).elements { kinds.append(element.kind) }
    #expect(kinds == [.integer, .array, .object])
    #expect(root.fields.map(\.key.description) == ["s", "i", "d", "t", "f", "n", "a", "o"])
    #expect(root.fields.reduce(0) { $0 + $1.value.count } == 4)
    #expect(Array(root.elements).isEmpty && root["a"].map { Array($0.fields).isEmpty } == true)
  }

  @Test func ofEqualKeysTheFirstWins() throws {
    let root = try parser.parse(#"{"a":1,"b":2,"a":3}"#)
    #expect(root["a"]?.int64 == 1 && root.count == 3)
  }

  @Test func writesASubtreeAsItsOwnText() throws {
    let root = try parser.parse(
      #" [ {"k\"": [1, 2.50, -0.0, 1e3], "u": 18446744073709551615}, "a\tb", null, true ] "#)
    #expect(
      String(decoding: root.rawJSON, as: UTF8.self)
        == #"[{"k\"":[1,2.5,0,1000],"u":18446744073709551615},"a\tb",null,true]"#)
    #expect(root[1].map { String(decoding: $0.rawJSON, as: UTF8.self) } == #""a\tb""#)
    let mostly = try parser.parse(#"{"x":[{"y":1},{"z":2}]}"#)
    #expect(mostly["x"]?[1]?.rawJSON == Array(#"{"z":2}"#.utf8))
  }

  @Test func integersBeyond64BitsAreNumbers() throws {
    let root = try parser.parse(
      #"{"id":123456789012345678901234,"n":-9223372036854775809,"u":9223372036854775808,"s":"123456789012345678901234"}"#
    )
    #expect(root["id"]?.double == 1.2345678901234568e23 && root["id"]?.int64 == nil)
    #expect(root["n"]?.double == -0x1p63 && root["n"]?.int64 == nil)
    #expect(root["u"]?.kind == .integer && root["u"]?.int64 == nil && root["u"]?.double == 0x1p63)
    #expect(throws: FieldError.self) { try root.requireInt64("u") }
    #expect(try root.requireDouble("id") == 1.2345678901234568e23)
  }

  @Test(arguments: [
    ("", nil), ("   ", nil), ("{", 1), (#"{"a":1,}"#, 7), ("[1,]", 3), (#"{"a" 1}"#, 5), ("[1] x", 4),
    ("[1][2]", 3),
    ("nul", 3), ("[tru]", 4), ("01", 1), ("[1.]", 3), ("[-]", 2), ("1e999", 0), (#"["abc"#, 5),
    (#"["\x"]"#, 3),
    ("[\"a\nb\"]", 3), (#"["\ud800"]"#, 8), ("{'a':1}", 1), ("\u{FEFF}{}", 0), ("[NaN]", 1),
    ("{\"a\":1 \"b\":2}", 7),
  ])
  func refuses(_ text: String, at offset: Int?) {
    let error = #expect(throws: JSONError.self) { try parser.parse(text) }
    #expect(error?.offset == offset, "\(text): \(error.map(String.init(describing:)) ?? "")")
  }

  @Test func refusesWhatIsNotUTF8() {
    for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3]] {
      let text = Array("{\"a\":\"ok".utf8) + bad + Array("\"}".utf8)
      let error = #expect(throws: JSONError.self) { try parser.parse(text) }
      #expect(error?.offset == 8)
    }
  }

  @Test func limitsDepthAndSize() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try parser.parse(nested(JSONParser.maxDepth)).count == 1)
    #expect(throws: JSONError.self) { try parser.parse(nested(JSONParser.maxDepth + 1)) }
    #expect(throws: JSONError.self) { try parser.parse(nested(100_000)) }
    let small = JSONParser(maxBytes: 8)
    #expect(try small.parse("[1,2,34]").count == 3)
    #expect(throws: JSONError.self) { try small.parse("[1,2,345]") }
  }

  @Test func aNodeKeepsItsParserAlive() throws {
    let node = try JSONParser(maxBytes: 100).parse("[1,2,3]")
    #expect(node[2]?.int64 == 3)
  }

  @Test func aStaleNodeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let parser = JSONParser(maxBytes: 100)
      let node = try parser.parse("[1,2,3]")
      _ = try parser.parse("[4]")
      print(node.count)
    }
  }
}
