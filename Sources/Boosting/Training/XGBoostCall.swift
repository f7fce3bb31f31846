import CXGBoost

/// Turns a call's failure into an error with libxgboost's own words.
func xgboost(_ code: CInt) throws(BoostingError) {
  guard code != 0 else { return }
  let message = XGBGetLastError().map { String(cString: $0) } ?? "error \(code)"
  // What follows the first line is a C++ stack trace.
  let line = message.split(separator: "\n", maxSplits: 1).first.map { String($0) } ?? message
  throw BoostingError("XGBoost refused: \(line)")
}
