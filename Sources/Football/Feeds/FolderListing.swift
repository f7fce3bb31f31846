import Glibc

/// Files below a path, for finding the matches of a folder.
enum FolderListing {
  /// What is at a path; nil if nothing is.
  static func kind(_ path: String) -> (isFolder: Bool, bytes: Int)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (status.st_mode & S_IFMT == S_IFDIR, Int(status.st_size))
  }

  /// All regular files in the folder and, up to `depth`, below it, sorted by path. Hidden ones are passed over.
  static func files(in folder: String, depth: Int, limit: Int = 50_000) throws(FeedError) -> [String] {
    guard let handle = opendir(folder) else {
      throw FeedError(file: folder, String(cString: strerror(errno)))
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    var found: [String] = []
    for name in names.sorted() {
      let path = join(folder, name)
      guard let kind = kind(path) else { continue }
      if kind.isFolder {
        if depth > 0 { found += try files(in: path, depth: depth - 1, limit: limit) }
      } else {
        found.append(path)
      }
      if found.count > limit {
        throw FeedError(file: folder, "more than \(limit) files: name a folder further down")
      }
    }
    return found
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The folder that holds a path.
  static func parent(of path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return String(trimmed) }
    return String(trimmed[trimmed.index(after: slash)...])
  }

  /// The last part without `.gz` and one further extension.
  static func stem(of path: String) -> String {
    var name = name(of: path)[...]
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = name[..<dot] }
    return String(name)
  }
}
