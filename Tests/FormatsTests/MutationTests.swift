import Formats
import Testing

/// Changed texts must give a value or an error, never a crash; where a reader accepts, what it gave is checked.
@Suite struct MutationTests {
  private let sample = Array(
    #"{"id":"a-1","period":2,"x":[1.25,-3e-2,null,true],"n":18446744073709551615,"t":"é\u00e9\ud83d\ude00","o":{"k":{}}}"#
      .utf8)

  /// simdjson and the scanner that finds the place of a fault must agree on what is JSON.
  @Test func json() throws {
    var random = SplitMix(seed: 1)
    let parser = JSONParser(maxBytes: 4096)
    var accepted = 0
    for _ in 0..<60_000 {
      let mutant = mutated(sample, using: &random, alphabet: Array("{}[]\",:\\u0123e.-tfn\n".utf8))
      do {
        let node = try parser.parse(mutant)
        let again = node.rawJSON
        #expect(try parser.parse(again).rawJSON == again)
        accepted += 1
      } catch {
        #expect(
          error.offset != nil || mutant.allSatisfy { $0 <= 0x20 },
          "\(error): \(String(decoding: mutant, as: UTF8.self))")
      }
    }
    #expect(accepted > 1000 && accepted < 59_000)
  }

  private final class Sum: XMLHandler {
    var bytes = 0
    func start(_ element: borrowing XMLElement) {
      bytes +=
        element.name.utf8.count
        + element.attributes.all.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    }
    func characters(_ text: UnsafeBufferPointer<UInt8>) { bytes += text.reduce(0) { $0 + Int($1 & 1) } }
  }

  @Test func xml() {
    var random = SplitMix(seed: 2)
    let text = Array(
      #"<?xml version="1.0"?><a x="1" y="é &amp; &#65;"><b:c xmlns:b="u" b:k="v">t&lt;<![CDATA[z]]></b:c><!-- c --><d/></a>"#
        .utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      let mutant = mutated(text, using: &random, alphabet: Array("<>/\"'=&;![]?-: ax".utf8))
      let sum = Sum()
      do {
        try XMLReader.read(ByteSource(bytes: mutant), sum)
        accepted += 1
        #expect(sum.bytes > 0)
      } catch { #expect(error is XMLError) }
    }
    #expect(accepted > 100 && accepted < 19_000)
  }

  @Test func csv() {
    var random = SplitMix(seed: 3)
    let text = Array("a,b,c\n1,\"x,\"\"y\"\"\",é\r\n\"2\n3\",,4\n5,6,7".utf8)
    var rows = 0
    for _ in 0..<30_000 {
      let mutant = mutated(text, using: &random, alphabet: Array(",\"\r\n1".utf8))
      do {
        let reader = try CSVReader(ByteSource(bytes: mutant), maxRowBytes: 64)
        while let row = try reader.next() {
          for column in reader.columns { #expect(row[column] != nil) }
          rows += 1
        }
      } catch { #expect(error is CSVError) }
    }
    #expect(rows > 10_000)
  }

  @Test func yaml() {
    var random = SplitMix(seed: 4)
    let text = Array("a: 1\nb:\n  - x\n  - {k: 'v', l: [1, 2]}\nc: |\n  é\n".utf8)
    var accepted = 0
    for _ in 0..<15_000 {
      let mutant = mutated(text, using: &random, alphabet: Array(":-[]{}'\"|>&*!? \n".utf8))
      if let documents = try? YAML.documents(mutant) { accepted += documents.count }
    }
    #expect(accepted > 500)
  }

  @Test func gzip() throws {
    var random = SplitMix(seed: 6)
    let plain = sample + sample + sample
    let packed = try #require(Gzip.compress(plain))
    for _ in 0..<10_000 {
      let mutant = mutated(packed, using: &random, alphabet: [0, 0x1F, 0x8B, 0xFF])
      do { _ = try ByteSource(bytes: mutant).readAll(maxBytes: 1 << 20) } catch {
        #expect(!error.reason.isEmpty)
      }
    }
  }
}
