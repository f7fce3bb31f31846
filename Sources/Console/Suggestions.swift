/// How many edits (insert, delete, replace, swap of neighbours) lead from `a` to `b`: the optimal string alignment
/// form of the Damerau–Levenshtein distance. Upper and lower case count as equal.
public func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.lowercased().unicodeScalars)
  let b = Array(b.lowercased().unicodeScalars)
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let same = a[i - 1] == b[j - 1]
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}

/// The candidate that was most probably meant by `word`, or nil if none is near.
///
/// Near means at most one edit per three characters; failing that, a candidate that begins with `word` or contains
/// it (three characters at least), so that `J03WPY` finds `DFL-MAT-J03WPY`. Among equals the first wins.
public func nearest(_ word: String, in candidates: some Sequence<String>) -> String? {
  let word = String(word.prefix(128))
  guard !word.isEmpty else { return nil }
  let length = word.unicodeScalars.count
  let lower = word.lowercased()
  var best: (score: Int, name: String)?
  for candidate in candidates {
    let name = String(candidate.prefix(128))
    let limit = max(1, min(length, name.unicodeScalars.count) / 3)
    var score: Int?
    if abs(length - name.unicodeScalars.count) <= limit {
      let distance = editDistance(word, name)
      // One letter for another is no likeness between names of one or two letters.
      if distance <= limit, distance < max(2, length) || distance == 0 { score = distance * 10 }
    }
    if score == nil, length >= 3 {
      let name = name.lowercased()
      if name.hasPrefix(lower) || lower.hasPrefix(name), name.count >= 3 {
        score = 1_000
      } else if contains(name, lower) {
        score = 2_000
      }
    }
    if let score, score < best?.score ?? .max { best = (score, candidate) }
  }
  return best?.name
}

private func contains(_ text: String, _ part: String) -> Bool {
  let text = Array(text.utf8)
  let part = Array(part.utf8)
  guard !part.isEmpty, text.count >= part.count else { return false }
  return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
}
