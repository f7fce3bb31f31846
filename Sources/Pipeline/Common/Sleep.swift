import Glibc

/// Blocks this thread.
func sleepMilliseconds(_ milliseconds: Int) { usleep(UInt32(clamping: max(0, milliseconds) * 1000)) }
