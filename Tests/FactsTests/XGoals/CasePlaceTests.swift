import Testing

@testable import Facts

@Suite struct CasePlaceTests {
  @Test("features know their places: those in the order of declaration")
  func places() {
    #expect(ShotFeature.allCases.map(\.index) == Array(ShotFeature.allCases.indices))
    #expect(PassFeature.allCases.map(\.index) == Array(PassFeature.allCases.indices))
  }
}
