import Glibc
import Telemetry
import Testing

@Suite struct CancellationTests {
  @Test func callbacksRunOnceInOrder() {
    let cancellation = Cancellation()
    let order = Locked<[Int]>([])
    cancellation.onCancel { order.withLock { $0.append(1) } }
    let removed = cancellation.onCancel { order.withLock { $0.append(2) } }
    cancellation.onCancel { order.withLock { $0.append(3) } }
    cancellation.removeCallback(removed)
    #expect(!cancellation.isCancelled)
    cancellation.cancel()
    cancellation.cancel()
    #expect(cancellation.isCancelled)
    #expect(order.withLock { $0 } == [1, 3])
    cancellation.onCancel { order.withLock { $0.append(4) } }
    #expect(order.withLock { $0 } == [1, 3, 4])
  }

  @Test func theDescriptorBecomesReadable() {
    let cancellation = Cancellation()
    var entry = pollfd(fd: cancellation.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&entry, 1, 0) == 0)
    cancellation.cancel()
    #expect(poll(&entry, 1, 0) == 1)
    #expect(poll(&entry, 1, 0) == 1)
  }

  @Test func waitingEnds() async throws {
    let cancellation = Cancellation()
    #expect(!cancellation.wait(seconds: 0.001))
    #expect(!cancellation.wait(seconds: -1))
    async let waited = WorkThread.run { cancellation.wait(seconds: 60) }
    cancellation.cancel()
    #expect(try await waited)
  }

  @Test func theStreamEnds() async {
    let cancellation = Cancellation()
    let stream = cancellation.stream
    cancellation.cancel()
    var elements = 0
    for await _ in stream { elements += 1 }
    #expect(elements == 0)
    #expect(cancellation.isCancelled)
  }

  @Test func threadsHaveNamesAndPassErrorsOn() async throws {
    struct Failure: Error {}
    let name = try await WorkThread.run("dispatcher-with-a-long-name") {
      var bytes = [UInt8](repeating: 0, count: 32)
      let file = open("/proc/thread-self/comm", O_RDONLY)
      defer { close(file) }
      let count = read(file, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
    #expect(name == "dispatcher-with\n")
    await #expect(throws: Failure.self) { try await WorkThread.run { throw Failure() } }
  }
}
