import Foundation

// EmbedFiles OUTPUT (--group NAME BASE FILE…)…: writes Swift source that holds the files' texts.

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("error: \(message)\n".utf8))
  exit(1)
}

var groups: [Group] = []
var rest = CommandLine.arguments.dropFirst()
guard let output = rest.popFirst() else { fail("usage: EmbedFiles OUTPUT (--group NAME BASE FILE…)…") }
while let argument = rest.popFirst() {
  if argument == "--group" {
    guard let name = rest.popFirst(), let base = rest.popFirst() else {
      fail("--group needs a name and a folder")
    }
    groups.append(Group(name: name, base: base))
  } else if groups.isEmpty {
    fail("a file stands before the first --group")
  } else {
    guard let data = FileManager.default.contents(atPath: argument) else {
      fail("\(argument) cannot be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else { fail("\(argument) is not UTF-8 text") }
    groups[groups.count - 1].add(path: argument, text: text)
  }
}

do {
  try Data(swiftSource(groups).utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
} catch {
  fail("\(output) cannot be written: \(error)")
}
