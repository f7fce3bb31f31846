import Glibc

/// A NULL-terminated array of C strings that lives as long as this object.
final class CStrings {
  private let storage: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

  init(_ strings: [String]) {
    storage = .allocate(capacity: strings.count + 1)
    storage.initialize(repeating: nil)
    for (index, string) in strings.enumerated() { storage[index] = UnsafePointer(strdup(string)) }
  }

  deinit {
    for string in storage { free(UnsafeMutablePointer(mutating: string)) }
    storage.deallocate()
  }

  var pointers: UnsafePointer<UnsafePointer<CChar>?>? {
    storage.baseAddress.map { UnsafePointer($0) }
  }
}
