//! What a lock holds, whatever happened to the thread that held it before.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Waits for a lock. Nothing is left half changed under one, so that a thread that fails there harms no other.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
