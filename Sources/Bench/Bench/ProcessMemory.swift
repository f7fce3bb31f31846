import Glibc

/// What the kernel says of a process's memory, in kB.
struct ProcessMemory {
  var resident = 0
  var peak = 0

  init(pid: Int) throws(BenchError) {
    guard let file = fopen("/proc/\(pid)/status", "r") else { throw BenchError("process \(pid) is gone") }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix("VmRSS:") { resident = Self.number(text) }
      if text.hasPrefix("VmHWM:") { peak = Self.number(text) }
    }
  }

  private static func number(_ line: String) -> Int { Int(line.filter(\.isNumber)) ?? 0 }
}

/// Processor time that a process has used so far, its threads together.
func processorSeconds(pid: Int) throws(BenchError) -> Double {
  guard let file = fopen("/proc/\(pid)/stat", "r") else { throw BenchError("process \(pid) is gone") }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 1024)
  guard fgets(&line, 1024, file) != nil else { throw BenchError("process \(pid) is gone") }
  let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  // Its name, in brackets, may hold anything; of the fields after it the 12th and 13th are user and system time.
  let fields = (text.split(separator: ")").last ?? "").split(separator: " ")
  guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
    throw BenchError("/proc/\(pid)/stat cannot be read")
  }
  return (user + system) / Double(sysconf(CInt(_SC_CLK_TCK)))
}
