/// The place of a case among `allCases` of an enumeration without associated values, at most 256 of them.
///
/// Swift numbers such cases in the order of their declaration (a test holds it to that). Looking a case up in a
/// dictionary hashes its raw value: for all features of a shot that took longer than computing them.
@inline(__always)
func casePlace<Case: CaseIterable>(_ value: Case) -> Int { Int(unsafeBitCast(value, to: UInt8.self)) }
