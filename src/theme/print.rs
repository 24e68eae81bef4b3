//! The print of a value: the same for equal values, another for others                            ← blake3.

use std::hash::{Hash, Hasher};

/// The print of a value.
pub fn of(value: &impl Hash) -> [u8; 32] {
    let mut said = Said(Vec::with_capacity(64 * 1024));
    value.hash(&mut said);
    *blake3::hash(&said.0).as_bytes()
}

/// All that [`Hash`] says of a value: many bytes at once have their print much sooner than a few at a time.
struct Said(Vec<u8>);

impl Hasher for Said {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = blake3::hash(&self.0);
        hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
