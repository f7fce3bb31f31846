import Formats
import Testing

@Suite struct JSONFieldTests {
  let parser = JSONParser(maxBytes: 1 << 16)

  private func reason(_ text: String, _ body: (JSONNode) throws -> Void) throws -> String {
    let node = try parser.parse(text)
    let error = #expect(throws: FieldError.self) { try body(node) }
    return error?.description ?? ""
  }

  @Test func givesTypedFields() throws {
    let node = try parser.parse(#"{"s":"x","d":2,"i":7,"b":true,"o":{"a":1},"l":[1],"n":null}"#)
    #expect(try node.requireString("s") == "x" && node.optionalString("zz") == nil)
    #expect(try node.requireDouble("d") == 2 && node.optionalDouble("n") == nil)
    #expect(try node.requireInt64("i") == 7 && node.requireInt("i") == 7 && node.optionalInt("n") == nil)
    #expect(try node.requireBool("b") && node.optionalBool("n") == nil && node.optionalInt64("x") == nil)
    #expect(try node.requireObject("o").requireInt("a") == 1 && node.optionalObject("n") == nil)
    #expect(try node.requireArray("l").count == 1 && node.optionalArray("n") == nil)
  }

  @Test func errorsNameFieldAndReason() throws {
    #expect(
      try reason(#"{"x":"abc"}"#) { _ = try $0.optionalDouble("x") }
        == #"field "x": expected a number, found a string "abc""#)
    #expect(
      try reason("{}") { _ = try $0.requireString("team_id") }
        == #"field "team_id": expected a string, it is missing"#)
    #expect(
      try reason(#"{"a":null}"#) { _ = try $0.requireInt64("a") }
        == #"field "a": expected an integer, found null"#)
    #expect(
      try reason(#"{"a":1.5}"#) { _ = try $0.optionalInt64("a") }
        == #"field "a": expected a 64-bit integer, found the number 1.5"#)
    #expect(
      try reason(#"{"a":[]}"#) { _ = try $0.requireBool("a") }
        == #"field "a": expected true or false, found an array"#)
    #expect(
      try reason("[1]") { _ = try $0.optionalString("a") }
        == #"field "a": expected it in an object, found an array"#)
    #expect(
      try reason(#"{"shot":{"end":{"x":true}}}"#) {
        try $0.within("shot") { (shot) throws(FieldError) in
          try shot.within("end") { (end) throws(FieldError) in _ = try end.requireDouble("x") }
        }
      } == #"field "shot.end.x": expected a number, found true"#)
    #expect(
      try reason(#"{"frame":[{"x":1},{"y":2}]}"#) {
        try $0.forEach(in: "frame") { (player) throws(FieldError) in _ = try player.requireDouble("x") }
      } == #"field "frame[1].x": expected a number, it is missing"#)
  }

  @Test func walksTheElementsOfAField() throws {
    let node = try parser.parse(#"{"frame":[{"x":1},{"x":2.5}]}"#)
    var sum = 0.0
    try node.forEach(in: "frame") { (player) throws(FieldError) in sum += try player.requireDouble("x") }
    try node.forEach(in: "none") { (_) throws(FieldError) in sum = .nan }
    #expect(sum == 3.5)
  }
}
