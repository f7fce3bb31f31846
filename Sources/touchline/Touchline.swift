import Console
import Glibc

@main
enum Touchline {
  static func main() {
    let program = Program(Root.spec, version: Root.version)
    let code = program.run(arguments: Array(CommandLine.arguments.dropFirst())) { try Root.run($0) }
    exit(code.rawValue)
  }
}
