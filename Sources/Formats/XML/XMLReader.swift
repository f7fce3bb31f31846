import CXML

/// Receives a document in order. The first error that it throws ends the reading, and is thrown there.
public protocol XMLHandler: AnyObject {
  func start(_ element: borrowing XMLElement) throws
  /// The end of an element, by its local name.
  func end(_ name: String) throws
  /// A piece of text between tags, in UTF-8: one text may come in several pieces. Valid in the call only.
  func characters(_ text: UnsafeBufferPointer<UInt8>) throws
}

extension XMLHandler {
  public func end(_ name: String) throws {}
  public func characters(_ text: UnsafeBufferPointer<UInt8>) throws {}
}

/// A document that is not well-formed, or goes beyond a limit.
public struct XMLError: Error, Hashable, CustomStringConvertible {
  public let name: String
  /// Counted from 1.
  public let line: Int
  public let reason: String

  public var description: String { "\(name), line \(line): \(reason)" }
}

/// Reads XML as a stream (libxml2, SAX2): memory stays flat however large the file is.
///
/// Strict: the first fault ends the reading, after all elements before it were delivered. Names are local names,
/// without a prefix. A document type definition is refused, and with it every entity of a document's own.
public enum XMLReader {
  /// Thrown by a handler that needs no more: the reading ends without an error.
  public struct Stop: Error { public init() {} }

  /// - Parameter maxDepth: the deepest nesting of elements accepted.
  /// - Throws: ``XMLError``, ``ByteSourceError``, what the handler throws.
  public static func read(_ source: ByteSource, maxDepth: Int = 64, _ handler: some XMLHandler) throws {
    _ = initialized
    let session = XMLSession(name: source.name, maxDepth: maxDepth, handler: handler)
    try withExtendedLifetime(session) {
      let user = Unmanaged.passUnretained(session).toOpaque()
      var callbacks = XMLSession.callbacks
      guard let context = xmlCreatePushParserCtxt(&callbacks, user, nil, 0, nil) else {
        throw XMLError(name: source.name, line: 0, reason: "no memory for an XML parser")
      }
      defer { xmlFreeParserCtxt(context) }
      xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
      // Without this, `&amp;` in an attribute would arrive as `&#38;`. There is nothing else to replace.
      context.pointee.replaceEntities = 1
      session.context = context
      do {
        while true {
          let bytes = try source.chunk()
          session.atEnd = bytes.isEmpty
          let start = bytes.bindMemory(to: CChar.self).baseAddress
          let code = xmlParseChunk(context, start, Int32(bytes.count), bytes.isEmpty ? 1 : 0)
          if let failure = session.failure { throw failure }
          if code != 0 || (bytes.isEmpty && context.pointee.wellFormed == 0) {
            throw session.error("the document is not well-formed")
          }
          if bytes.isEmpty { return }
        }
      } catch is Stop {}
    }
  }

  /// libxml2 asks for this once, before several threads use it.
  private static let initialized: Void = xmlInitParser()
}
