extension RecordFields {
  /// A place given by two fields; both or none.
  func optionalPoint(_ x: StaticString, _ y: StaticString) throws(RecordError) -> Point? {
    let metres = -1000.0...1000.0
    switch (try optionalDouble(x, in: metres), try optionalDouble(y, in: metres)) {
    case (let x?, let y?): return Point(x, y)
    case (nil, nil): return nil
    case (nil, _): throw error(x, "missing, though \(y) is given")
    case (_, nil): throw error(y, "missing, though \(x) is given")
    }
  }
}
