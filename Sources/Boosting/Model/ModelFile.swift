/// What a model file holds: one or several models that belong together under one id, and where they come from.
public struct ModelFile: Sendable, Equatable {
  public static let format = "touchline-model-1"

  /// Names the model for ever, e.g. `xgoals-2026-11`: another content gets another id.
  public var id: String
  /// The fact that it is for.
  public var fact: String
  /// It is used for matches kicked off from then on (RFC 3339), unless a later one is.
  public var validFrom: String
  /// The terms under which the model may be used.
  public var licence: String
  /// How it was trained, for people: data, options, figures. Order is kept.
  public var training: [Note]
  public var models: [BoostedModel]

  public struct Note: Sendable, Equatable {
    public var name: String
    public var text: String
    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }

    /// What the trainer was told, in order of name.
    public static func parameters(_ parameters: [String: String]) -> Note {
      Note("parameters", parameters.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " "))
    }
  }

  public init(
    id: String, fact: String, validFrom: String, licence: String, training: [Note],
    models: [BoostedModel]
  ) {
    self.id = id
    self.fact = fact
    self.validFrom = validFrom
    self.licence = licence
    self.training = training
    self.models = models
  }

  public func model(_ name: String) -> BoostedModel? { models.first { $0.name == name } }
}
