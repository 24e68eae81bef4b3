//! Who waits for a page goes before the work that nobody waits for.

use std::sync::{Condvar, Mutex};

use crate::lock::lock;

/// Whose turn it is: a page that somebody waits for is made before those that nobody asked for.
#[derive(Debug, Default)]
pub struct Turn {
    asked: Mutex<usize>,
    served: Condvar,
}

/// Somebody who waits for a page.
struct Asking<'t>(&'t Turn);

impl Turn {
    /// Makes what somebody waits for: alone, and not in the work that lets it pass.
    pub fn first<T>(&self, make: impl FnOnce() -> T) -> T {
        *lock(&self.asked) += 1;
        let _asking = Asking(self);
        make()
    }

    /// Waits until nobody waits for a page.
    pub fn wait(&self) {
        drop(self.served.wait_while(lock(&self.asked), |asked| *asked > 0));
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        *lock(&self.0.asked) -= 1;
        self.0.served.notify_all();
    }
}
