import Foundation
import Glibc
import Synchronization

/// A TCP relay on a port of its own to another local port. It can stop passing anything on while all
/// connections stay open: what a broken network looks like from inside.
final class Relay: Sendable {
  let port: UInt16
  private let listener: LocalSocket
  private let swallowing = Atomic(false)
  private let ended = Atomic(false)

  init(to target: UInt16) throws {
    listener = try LocalSocket(listening: true)
    port = listener.port
    Thread { [self] in serve(target) }.start()
  }

  func swallow() { swallowing.store(true, ordering: .relaxed) }
  func end() { ended.store(true, ordering: .relaxed) }

  /// One thread for all: new connections, and bytes in both directions in small steps.
  private func serve(_ target: UInt16) {
    var peers: [Int32: Int32] = [:]
    var open: [LocalSocket] = []
    var buffer = [UInt8](repeating: 0, count: 32 << 10)
    while !ended.load(ordering: .relaxed) {
      var waiting = [pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)]
      if !swallowing.load(ordering: .relaxed) {
        waiting += peers.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      }
      guard poll(&waiting, nfds_t(waiting.count), 20) > 0 else { continue }
      for entry in waiting.dropFirst() where entry.revents != 0 {
        guard let peer = peers[entry.fd] else { continue }
        let count = read(entry.fd, &buffer, buffer.count)
        var sent = 0
        while sent < count {
          let written = buffer.withUnsafeBytes {
            send(peer, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
          }
          guard written > 0 else { break }
          sent += written
        }
        guard count > 0, sent == count else {
          for end in [entry.fd, peer] {
            shutdown(end, Int32(SHUT_RDWR))
            peers[end] = nil
          }
          continue
        }
      }
      if waiting[0].revents != 0, let client = listener.accept(),
        let server = try? LocalSocket(connectedTo: target)
      {
        peers[client.descriptor] = server.descriptor
        peers[server.descriptor] = client.descriptor
        open += [client, server]
      }
    }
    withExtendedLifetime(open) {}
  }
}

/// A TCP socket on 127.0.0.1, closed when it goes.
final class LocalSocket: Sendable {
  struct Failed: Error {
    let code = errno
  }

  let descriptor: Int32
  let port: UInt16

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    port = 0
  }

  init(listening: Bool) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, size) == 0 && getsockname(descriptor, generic, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard bound, !listening || listen(descriptor, 8) == 0 else { throw Failed() }
  }

  init(connectedTo target: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    port = target
    let descriptor = descriptor
    var address = Self.loopback(target)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failed() }
  }

  deinit { close(descriptor) }

  func accept() -> LocalSocket? {
    let accepted = Glibc.accept(descriptor, nil, nil)
    return accepted < 0 ? nil : LocalSocket(accepted)
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
