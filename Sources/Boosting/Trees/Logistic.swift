import Glibc

/// The logistic function: from log-odds to a probability.
@inlinable public func logistic(_ margin: Double) -> Double { 1 / (1 + exp(-margin)) }

/// As libxgboost computes it, in Float.
@inlinable public func logistic(_ margin: Float) -> Float { 1 / (1 + expf(-margin)) }

/// Log-odds of a probability strictly between 0 and 1.
@inlinable public func logOdds(_ probability: Double) -> Double { log(probability / (1 - probability)) }
