import Glibc

/// A model's explainer, made when it is first asked for: not everybody who predicts explains.
public final class LazyExplainer: @unchecked Sendable {
  private let model: BoostedModel
  /// A pthread mutex, see `Telemetry.Locked`, which this module is below.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var made: ModelExplainer?

  public init(_ model: BoostedModel) {
    self.model = model
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deinitialize(count: 1)
    mutex.deallocate()
  }

  /// - Throws: if the trees are too deep to be explained.
  public func explainer() throws(BoostingError) -> ModelExplainer {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if let made { return made }
    let new = try ModelExplainer(model)
    made = new
    return new
  }
}
