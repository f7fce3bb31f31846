import Formats
import Testing

@Suite struct CSVTests {
  private func reader(_ text: String) throws -> CSVReader {
    try CSVReader(ByteSource(bytes: Array(text.utf8), name: "t.csv"), maxRowBytes: 200)
  }

  private func table(_ text: String) throws -> [[String]] {
    let reader = try reader(text)
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append(reader.columns.map { row[$0] ?? "?" }) }
    return rows
  }

  @Test func readsQuotesCommasAndLineEnds() throws {
    #expect(
      try table("a,b\n1,2\r\n\"x,\"\"y\"\"\n z\",\n,\"\"") == [["1", "2"], ["x,\"y\"\n z", ""], ["", ""]])
    #expect(try table("\u{FEFF}a\nü\n\nz") == [["ü"], [""], ["z"]])
    #expect(try table("a,b\n\n1,2\n\r\n") == [["1", "2"]])
    #expect(try table("a,b") == [])
  }

  @Test func givesTypedFieldsByName() throws {
    let reader = try reader("x_m,n,who,ok\n-1.25,7,Ann,1\n,,,\n1e3,-9,\"B,b\",false\n")
    var row = try #require(try reader.next())
    #expect(
      try row.requireDouble("x_m") == -1.25 && row.requireInt("n") == 7 && row.requireString("who") == "Ann")
    #expect(try row.requireBool("ok") && row["who"] == "Ann" && row["nope"] == nil && row.line == 2)
    row = try #require(try reader.next())
    #expect(
      try row.optionalDouble("x_m") == nil && row.optionalInt("n") == nil && row.optionalBool("ok") == nil)
    #expect(try row.optionalString("who") == nil && row["who"] == "" && row.optionalInt("nope") == nil)
    row = try #require(try reader.next())
    let x = try reader.column("x_m")
    #expect(try row.requireDouble(x) == 1000 && row[x] == "1e3" && row.requireBool("ok") == false)
    #expect(row.withUTF8(x) { $0.count } == 3)
    #expect(reader.optionalColumn("nope") == nil)
    #expect(try reader.next() == nil)
  }

  @Test func errorsNameLineAndColumn() throws {
    let reader = try reader("a,b\n\"1\n2\",x\n,1.5\n")
    var row = try #require(try reader.next())
    var error = #expect(throws: CSVError.self) { try row.requireDouble("b") }
    #expect(error?.description == #"t.csv, line 2, column "b": a number was expected, found "x""#)
    row = try #require(try reader.next())
    #expect(row.line == 4)
    error = #expect(throws: CSVError.self) { try row.requireInt("b") }
    #expect(error?.description == #"t.csv, line 4, column "b": an integer was expected, found "1.5""#)
    error = #expect(throws: CSVError.self) { try row.requireString("a") }
    #expect(error?.description == #"t.csv, line 4, column "a": a value was expected, the field is empty"#)
    error = #expect(throws: CSVError.self) { try reader.column("c") }
    #expect(error?.description == #"t.csv, line 1, column "c": the table has no such column"#)
  }

  @Test(arguments: [
    ("", 1), ("a,a\n", 1), ("a,b\n1\n", 2), ("a,b\n1,2,3\n", 2), ("a,b\n1,2\n\"x", 3), ("a,b\n1,x\"y\n", 2),
    ("a,b\n\"1\"2,3\n", 2), ("a,b\n1,2\rx\n", 2), ("a,b\n1,2\r", 2),
    ("a\n" + String(repeating: "x", count: 201), 2),
  ])
  func refuses(_ text: String, line: Int) {
    let error = #expect(throws: CSVError.self) { try table(text) }
    #expect(error?.line == line)
  }

  @Test func refusesWhatIsNotUTF8AndStaysRefusing() throws {
    let reader = try CSVReader(
      ByteSource(bytes: Array("a,b\n".utf8) + [0xC3, 0x2C, 0xA9, 0x0A] + Array("1,2\n".utf8)))
    #expect(throws: CSVError.self) { try reader.next() }
    #expect(throws: CSVError.self) { try reader.next() }
  }

  @Test func rowsCrossChunks() throws {
    var random = SplitMix(seed: 3)
    var text = "n,text\n"
    var expected: [String] = []
    for i in 0..<20_000 {
      let value = String(repeating: "\"ab,\n", count: Int.random(in: 0...3, using: &random))
      expected.append(value)
      text +=
        "\(i),\"\(value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"\n"
    }
    let reader = try CSVReader(ByteSource(bytes: Array(text.utf8)))
    let (n, column) = (try reader.column("n"), try reader.column("text"))
    for i in 0..<20_000 {
      let row = try #require(try reader.next())
      #expect(try row.requireInt(n) == i && row[column] == expected[i])
    }
  }
}

@Suite struct NumberTextTests {
  private func double(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { NumberText.double($0) }
  }

  private func int(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { NumberText.int64($0) }
  }

  @Test func readsNumbersAndNothingElse() {
    #expect(double("1.25") == 1.25 && double("-0.1") == -0.1 && double("007") == 7 && double("1e-3") == 0.001)
    #expect(
      double("123456789012345678.5") == 123456789012345678.5 && double("-12") == -12 && double("+1.5") == 1.5)
    for bad in ["", "-", ".", "1.", "1.2.3", "0x10", "inf", "nan", " 1", "1 ", "1e999", "1,5", "--1", "1e"] {
      #expect(double(bad) == nil, "\(bad)")
    }
    #expect(int("42") == 42 && int("-9223372036854775808") == .min && int("9223372036854775807") == .max)
    for bad in ["", "-", "9223372036854775808", "-9223372036854775809", "1.0", "1e3", " 1", "1_000"] {
      #expect(int(bad) == nil, "\(bad)")
    }
  }

  @Test func readsAsTheStandardLibraryDoes() {
    var random = SplitMix(seed: 11)
    for i in 0..<30_000 {
      let value =
        i.isMultiple(of: 2)
        ? Double(Int64.random(in: -999_999_999_999...999_999_999_999, using: &random)) / 1e6
        : Double.random(in: -1000...1000, using: &random)
      #expect(double(value.description) == value)
    }
  }
}
