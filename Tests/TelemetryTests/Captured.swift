import Foundation
import Telemetry

/// What `body` writes into a pipe.
func captured(_ body: (StandardError) throws -> Void) throws -> String {
  let pipe = Pipe()
  try body(StandardError(descriptor: pipe.fileHandleForWriting.fileDescriptor))
  try pipe.fileHandleForWriting.close()
  return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
}

/// 2026-05-01T12:00:01.123456Z
let noon = FixedTime(wallMicroseconds: 1_777_636_801_123_456, monotonicNanoseconds: 1_000)
