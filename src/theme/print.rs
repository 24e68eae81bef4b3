//! The print of a value: the same for equal values, another for others                            ← blake3.

use std::hash::{Hash, Hasher};

/// The print of a value.
pub fn of(value: &impl Hash) -> [u8; 32] {
    let mut hasher = Strong(blake3::Hasher::new());
    value.hash(&mut hasher);
    *hasher.0.finalize().as_bytes()
}

/// Takes what [`Hash`] gives into a hash without known collisions.
struct Strong(blake3::Hasher);

impl Hasher for Strong {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
