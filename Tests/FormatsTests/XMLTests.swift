import Formats
import Testing

/// Writes down what it is told.
private final class Recorder: XMLHandler {
  var log: [String] = []
  var lines: [Int] = []
  var text = ""
  var stopAt: String?

  func start(_ element: borrowing XMLElement) throws {
    if element.name == stopAt { throw XMLReader.Stop() }
    flush()
    let attributes = element.attributes.all.map { " \($0.name)=\($0.value)" }.joined()
    log.append("<\(element.name)\(attributes)>")
    lines.append(element.line)
  }

  func end(_ name: String) {
    flush()
    log.append("</\(name)>")
  }

  func characters(_ text: UnsafeBufferPointer<UInt8>) { self.text += String(decoding: text, as: UTF8.self) }

  private func flush() {
    if !text.allSatisfy(\.isWhitespace) { log.append(text) }
    text = ""
  }
}

private final class Typed: XMLHandler {
  var check: (borrowing XMLElement) throws -> Void
  init(_ check: @escaping (borrowing XMLElement) throws -> Void) { self.check = check }
  func start(_ element: borrowing XMLElement) throws { try check(element) }
}

@Suite struct XMLTests {
  private func read(_ text: String, _ handler: some XMLHandler, maxDepth: Int = 64) throws {
    try XMLReader.read(ByteSource(bytes: Array(text.utf8), name: "t.xml"), maxDepth: maxDepth, handler)
  }

  @Test func readsElementsAttributesAndText() throws {
    let recorder = Recorder()
    try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- a comment -->
      <a x="1 &amp; &lt;2&gt; &#x41;&quot;" ü="é">
        <p:b xmlns:p="urn:p" p:k="v"/>one &amp; <![CDATA[<two>]]>
      </a>
      """, recorder)
    #expect(
      recorder.log == [
        "<a x=1 & <2> A\" ü=é>", "<b k=v>", "</b>", "one & <two>\n", "</a>",
      ])
    #expect(recorder.lines == [3, 4])
  }

  private final class TypedAttributes: XMLHandler {
    var errors: [String] = []

    func start(_ element: borrowing XMLElement) throws {
      let attributes = element.attributes
      #expect(attributes["EventId"] == "18" && attributes["Event"] == nil && attributes["EventIdX"] == nil)
      let (x, n) = (try attributes.requireDouble("X"), try attributes.requireInt("n"))
      #expect(x == 52.5 && n == -3)
      let (yes, no) = (try attributes.optionalBool("ok"), try attributes.optionalBool("zz"))
      #expect(yes == true && no == nil)
      let (double, int) = (try attributes.optionalDouble("zz"), try attributes.optionalInt("zz"))
      #expect(double == nil && int == nil)
      #expect(attributes.withUTF8("X") { $0.count } == 5 && attributes.count == 5)
      let name = "E" + "ventId"
      #expect(attributes[name] == "18")
      do { _ = try attributes.requireDouble("bad") } catch { errors.append("\(error)") }
      do { _ = try attributes.requireString("zz") } catch { errors.append("\(error)") }
      do { _ = try attributes.optionalBool("bad") } catch { errors.append("\(error)") }
    }
  }

  @Test func givesTypedAttributes() throws {
    let handler = TypedAttributes()
    try read(#"<Event EventId="18" X="52.50" n="-3" ok="true" bad="x"/>"#, handler)
    #expect(
      handler.errors == [
        #"t.xml, line 1: <Event>: the attribute bad should be a number, it is "x""#,
        "t.xml, line 1: <Event>: the attribute zz is missing",
        #"t.xml, line 1: <Event>: the attribute bad should be true or false, it is "x""#,
      ])
  }

  @Test(arguments: [
    ("", 1), ("<a>\n<b>\n</a>", 3), ("<a>\n<b/>\n", 2), ("<a>\n<b x=1/></a>", 2), ("<a/>\n<b/>", 2),
    ("<a>&nope;</a>", 1),
    ("<a x='1' x='2'/>", 1), ("<a>\n<b c=\"d\"", 2), ("plain", 1), ("<a>\u{1}</a>", 1), ("<p:a/>", 1),
  ])
  func refusesWhatIsNotWellFormed(_ text: String, line: Int) {
    let recorder = Recorder()
    let error = #expect(throws: XMLError.self) { try read(text, recorder) }
    #expect(error?.line == line, "\(error.map(\.description) ?? "")")
    #expect(error?.name == "t.xml" && error?.reason.isEmpty == false)
  }

  @Test(arguments: ["<a><b/>", "<a>text", "", "<a><b"])
  func saysThatADocumentIsCutOff(_ text: String) {
    let error = #expect(throws: XMLError.self) { try read(text, Recorder()) }
    #expect(error?.reason.contains("ends too early") == true, "\(error.map(\.description) ?? "")")
  }

  @Test func deliversAllBeforeTheFault() throws {
    let recorder = Recorder()
    #expect(throws: XMLError.self) { try read("<a><b/><c/></x>", recorder) }
    #expect(recorder.log == ["<a>", "<b>", "</b>", "<c>", "</c>"])
  }

  @Test func refusesWhatIsNotUTF8() {
    let bytes = Array("<a>\n<b c=\"".utf8) + [0xFF, 0xFE] + Array("\"/></a>".utf8)
    let error = #expect(throws: XMLError.self) { try XMLReader.read(ByteSource(bytes: bytes), Recorder()) }
    #expect(error?.line == 2)
  }

  @Test func refusesDefinitionsAndEntities() {
    let bombs = [
      "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>",
      "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
    ]
    for bomb in bombs {
      let recorder = Recorder()
      let error = #expect(throws: XMLError.self) { try read(bomb, recorder) }
      #expect(error?.reason == "a document type definition is not accepted" && recorder.log.isEmpty)
    }
  }

  @Test func limitsDepthAndStopsOnDemand() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    let recorder = Recorder()
    try read(nested(5), recorder, maxDepth: 5)
    #expect(recorder.log.count == 10)
    #expect(throws: XMLError.self) { try read(nested(6), Recorder(), maxDepth: 5) }
    let stopped = Recorder()
    stopped.stopAt = "c"
    try read("<a><b/><c/><d/>", stopped)
    #expect(stopped.log == ["<a>", "<b>", "</b>"])
    struct Own: Error {}
    #expect(throws: Own.self) { try read("<a/>", Typed { _ in throw Own() }) }
  }

  @Test func readsPackedAndAcrossChunks() throws {
    var text = "<all>\n"
    for i in 0..<20_000 { text += "<e id=\"\(i)\" name=\"Düsseldorf &amp; Köln\">t\(i)</e>\n" }
    text += "</all>"
    let packed = try #require(Gzip.compress(Array(text.utf8)))
    var next = 0
    try XMLReader.read(
      ByteSource(bytes: packed),
      Typed { element in
        guard element.name == "e" else { return }
        let id = try element.attributes.requireInt("id")
        #expect(id == next && element.line == next + 2)
        #expect(element.attributes["name"] == "Düsseldorf & Köln")
        next += 1
      })
    #expect(next == 20_000)
  }
}
