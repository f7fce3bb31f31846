/// DFL's names of the periods (`GameSection`).
enum DFLSection {
  static func period(_ name: String) -> Int? {
    switch name {
    case "firstHalf": 1
    case "secondHalf": 2
    case "firstHalfExtra": 3
    case "secondHalfExtra": 4
    case "penaltyShootOut", "penaltyShootout", "penalty": 5
    default: nil
    }
  }
}
