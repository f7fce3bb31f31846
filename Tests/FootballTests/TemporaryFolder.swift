import FoundationEssentials
import Glibc

/// A folder for the files of a test, removed with all in it at the end.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/touchline-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  /// Writes a file, with the folders it lies in, and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    let full = "\(path)/\(name)"
    let file = fopen(full, "w")
    _ = fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    return full
  }

  @discardableResult
  func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
