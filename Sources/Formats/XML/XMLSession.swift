import CXML

/// One reading: what the callbacks of libxml2, which can neither capture nor throw, need behind their pointer.
final class XMLSession {
  var context: xmlParserCtxtPtr?
  private(set) var failure: (any Error)?

  private let name: String
  private let maxDepth: Int
  private let handler: any XMLHandler
  private var depth = 0
  /// Whether all bytes were given: a fault from then on means that there should have been more.
  var atEnd = false
  /// libxml2 keeps each name once: its address stands for it.
  private var names: [UnsafePointer<UInt8>: String] = [:]
  /// The name met last, which in a long list is the one met next.
  private var last: (UnsafePointer<UInt8>, String)?

  init(name: String, maxDepth: Int, handler: any XMLHandler) {
    self.name = name
    self.maxDepth = maxDepth
    self.handler = handler
  }

  var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) }

  func error(_ reason: String) -> XMLError { XMLError(name: name, line: line, reason: reason) }

  private func text(_ name: UnsafePointer<UInt8>) -> String {
    if let last, last.0 == name { return last.1 }
    let text = known(name)
    last = (name, text)
    return text
  }

  private func known(_ name: UnsafePointer<UInt8>) -> String {
    if let known = names[name] { return known }
    let text = String(cString: name)
    names[name] = text
    return text
  }

  private func run(_ body: () throws -> Void) {
    guard failure == nil else { return }
    do { try body() } catch {
      failure = error
      xmlStopParser(context)
    }
  }

  private func start(
    _ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) {
    run {
      depth += 1
      if depth > maxDepth { throw error("nested deeper than \(maxDepth) elements") }
      let list = XMLAttributes(
        list: attributes, count: count, element: text(name), file: self.name, line: line)
      try handler.start(XMLElement(attributes: list))
    }
  }

  private func end(_ name: UnsafePointer<UInt8>) {
    run {
      depth -= 1
      try handler.end(text(name))
    }
  }

  private func report(_ fault: xmlErrorPtr) {
    guard failure == nil, fault.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    var reason = fault.pointee.message.map { String(cString: $0) } ?? "error \(fault.pointee.code)"
    while reason.last?.isNewline == true { reason.removeLast() }
    if atEnd, depth > 0 || names.isEmpty { reason = "the document ends too early (\(reason))" }
    failure = XMLError(name: name, line: Int(fault.pointee.line), reason: reason)
    xmlStopParser(context)
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> XMLSession? {
    user.map { Unmanaged<XMLSession>.fromOpaque($0).takeUnretainedValue() }
  }

  static var callbacks: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { @Sendable user, name, _, _, _, _, count, _, attributes in
      guard let name else { return }
      XMLSession.of(user)?.start(name, attributes, Int(count))
    }
    handler.endElementNs = { @Sendable user, name, _, _ in
      guard let name else { return }
      XMLSession.of(user)?.end(name)
    }
    let characters: charactersSAXFunc = { @Sendable user, text, count in
      guard let session = XMLSession.of(user) else { return }
      session.run { try session.handler.characters(UnsafeBufferPointer(start: text, count: Int(count))) }
    }
    handler.characters = characters
    handler.cdataBlock = characters
    handler.internalSubset = { @Sendable user, _, _, _ in
      guard let session = XMLSession.of(user) else { return }
      session.run { throw session.error("a document type definition is not accepted") }
    }
    handler.reference = { @Sendable user, name in
      guard let session = XMLSession.of(user) else { return }
      let name = name.map { String(cString: $0) } ?? ""
      session.run { throw session.error("the entity \"\(name)\" is not known") }
    }
    handler.serror = { @Sendable user, fault in
      guard let fault else { return }
      XMLSession.of(user)?.report(fault)
    }
    return handler
  }
}
