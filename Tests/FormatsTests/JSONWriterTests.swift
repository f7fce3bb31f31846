import Formats
import Testing

@Suite struct JSONWriterTests {
  @Test func writesNestedValuesWithCommas() {
    var writer = JSONWriter(capacity: 1)
    writer.beginObject()
    writer.field("name", "Müller")
    writer.field("n", 3)
    writer.field("big", Int64.min)
    writer.field("x", 0.25)
    writer.field("yes", true)
    writer.key("list")
    writer.beginArray()
    writer.value(1)
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.endArray()
    writer.null()
    writer.raw(Array("{\"a\":1}".utf8))
    writer.value("tail"[...])
    writer.endArray()
    writer.key("k" + "2")
    writer.value(UInt64.max)
    writer.endObject()
    #expect(
      writer.text
        == #"{"name":"Müller","n":3,"big":-9223372036854775808,"x":0.25,"yes":true,"list":[1,{},[],null,{"a":1},"tail"],"k2":18446744073709551615}"#
    )
    #expect(writer.bytes == Array(writer.text.utf8))
    #expect(writer.count == writer.bytes.count)
    writer.removeAll()
    writer.value(false)
    #expect(writer.text == "false")
  }

  @Test func leavesOutUnknownFields() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("a", Int?.none)
    writer.field("b", String?.some("x"))
    writer.field("c", Double?.none)
    writer.field("d", Bool?.some(false))
    writer.field("e", Int64?.some(7))
    writer.endObject()
    #expect(writer.text == #"{"b":"x","d":false,"e":7}"#)
  }

  @Test(arguments: [
    ("", #""""#), ("plain text, long enough for words", #""plain text, long enough for words""#),
    ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t\u{8}\u{C}\u{0}\u{1F}", #""\n\r\t\b\f\u0000\u001f""#),
    ("\u{2028}\u{7F}é⚽️", "\"\u{2028}\u{7F}é⚽️\""), ("1234567\u{1}", #""1234567\u0001""#),
    ("12345678\"", #""12345678\"""#), ("\u{1F}2345678", #""\u001f2345678""#),
  ])
  func escapes(_ text: String, _ json: String) throws {
    var writer = JSONWriter()
    writer.value(text)
    #expect(writer.text == json)
    #expect(try JSONParser(maxBytes: 1000).parse(writer.bytes).string == text)
  }

  private static let shortest: [(Double, String)] = [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (100, "100"), (100_000, "100000"), (0.1, "0.1"),
    (-0.5, "-0.5"), (0.123456789, "0.123456789"), (1e-9, "0.000000001"), (1e-10, "1e-10"),
    (999999.999999999, "999999.999999999"), (1e6 + 0.5, "1000000.5"), (1e15, "1000000000000000"),
    (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992"), (1e20, "1e+20"),
    (1.0 / 3, "0.3333333333333333"), (.leastNonzeroMagnitude, "5e-324"),
    (-1.7976931348623157e308, "-1.7976931348623157e+308"),
    (0.30000000000000004, "0.30000000000000004"), (2.5e-7, "0.00000025"), (105.0 / 2, "52.5"),
  ]

  @Test(arguments: shortest)
  func writesShortestDigits(_ value: Double, _ digits: String) {
    var writer = JSONWriter()
    writer.value(value)
    #expect(writer.text == digits)
    #expect(Double(writer.text) == value)
  }

  @Test func writesWhatIsNotFiniteAsNull() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.value(Double.nan)
    writer.value(Double.infinity)
    writer.value(-Double.infinity)
    writer.endArray()
    #expect(writer.text == "[null,null,null]")
  }

  /// Against the standard library, whose description is the shortest: same value, no more digits.
  @Test func agreesWithShortestDescription() {
    var random = SplitMix(seed: 1)
    for i in 0..<60_000 {
      let value: Double =
        switch i % 4 {
        case 0: Double(bitPattern: random.next())
        case 1: rounded9(Double.random(in: -200...200, using: &random))
        case 2: Double.random(in: -2e6...2e6, using: &random)
        default: Double(Int64.random(in: -5_000_000...5_000_000, using: &random)) / 1000
        }
      guard value.isFinite else { continue }
      let text = DecimalDigits.text(value)
      #expect(Double(text) == value)
      #expect(significantDigits(text) == significantDigits(value.description), "\(text) \(value)")
    }
  }

  /// A byte that needs escaping is seen at every place of strings of every length, in keys too.
  @Test func escapesAtEveryPlace() throws {
    let parser = JSONParser(maxBytes: 1000)
    for length in 1...20 {
      for place in 0..<length {
        for special in ["\"", "\\", "\u{1F}", "\u{0}", "\n"] {
          let tail = String(repeating: "é", count: (length - place) / 2)
          let text = String(repeating: "z", count: place) + special + tail
          var writer = JSONWriter()
          writer.beginObject()
          writer.key("plain")
          writer.value(1)
          writer.key(text)
          writer.value(text)
          writer.endObject()
          let node = try parser.parse(writer.bytes)
          #expect(node[text]?.string == text && node["plain"]?.int64 == 1)
        }
      }
    }
  }

  @Test func writesIntegersOfEveryLength() {
    var power: UInt64 = 1
    for _ in 0..<20 {
      for value in [power - 1, power, power &+ 1] {
        var writer = JSONWriter()
        writer.value(value)
        #expect(writer.text == String(value))
      }
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
  }
}

/// The digits without sign, point, exponent and padding zeros.
private func significantDigits(_ text: String) -> String {
  var digits = String(text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" })
  while digits.last == "0" { digits.removeLast() }
  return digits
}
