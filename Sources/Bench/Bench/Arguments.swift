import Glibc
import Kafka

struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// `command --name value …`
struct Arguments {
  let command: String
  private var values: [String: String] = [:]

  init(_ words: [String]) throws(BenchError) {
    guard words.count > 1 else { throw BenchError(usage) }
    command = words[1]
    var index = 2
    while index < words.count {
      guard words[index].hasPrefix("--"), index + 1 < words.count else { throw BenchError(usage) }
      values[String(words[index].dropFirst(2))] = words[index + 1]
      index += 2
    }
  }

  func text(_ name: String, default value: String? = nil) throws(BenchError) -> String {
    guard let found = values[name] ?? value else { throw BenchError("--\(name) is missing\n\(usage)") }
    return found
  }

  func int(_ name: String, default value: Int? = nil) throws(BenchError) -> Int {
    guard let given = values[name] else {
      guard let value else { throw BenchError("--\(name) is missing\n\(usage)") }
      return value
    }
    guard let number = Int(given), number >= 0 else { throw BenchError("--\(name): \(given) is no number") }
    return number
  }

  var kafka: KafkaConfiguration {
    get throws(BenchError) {
      guard let brokers = getenv("KAFKA_BOOTSTRAP_SERVERS") else {
        throw BenchError("KAFKA_BOOTSTRAP_SERVERS is not set")
      }
      return KafkaConfiguration(bootstrapServers: String(cString: brokers), clientID: "touchline-bench")
    }
  }
}

func complain(_ text: String) {
  var text = text
  text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}

/// One figure of the result.
func figure(_ name: String, _ value: String) {
  var text = "\(name) \(value)\n"
  text.withUTF8 { _ = write(1, $0.baseAddress, $0.count) }
}

func figure(_ name: String, _ value: Double, digits: Int = 1) {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  figure(name, digits == 0 ? "\(Int64(rounded))" : "\(rounded)")
}
