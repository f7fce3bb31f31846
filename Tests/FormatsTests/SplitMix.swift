/// A small seeded generator, so that a failing case comes again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A copy of `bytes` with a few random changes: overwritten, removed, doubled, cut.
func mutated(_ bytes: [UInt8], using random: inout SplitMix, alphabet: [UInt8] = []) -> [UInt8] {
  var copy = bytes
  for _ in 0..<Int.random(in: 1...4, using: &random) where !copy.isEmpty {
    let at = Int.random(in: 0..<copy.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: copy[at] = UInt8.random(in: 0...255, using: &random)
    case 1: copy[at] = alphabet.randomElement(using: &random) ?? 0
    case 2: copy.remove(at: at)
    case 3: copy.insert(alphabet.randomElement(using: &random) ?? 0xFF, at: at)
    case 4:
      let end = min(copy.count, at + Int.random(in: 1...16, using: &random))
      copy.insert(contentsOf: copy[at..<end], at: at)
    default:
      if Int.random(in: 0..<8, using: &random) == 0 { copy.removeSubrange(at...) }
    }
  }
  return copy
}
