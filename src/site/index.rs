//! What is asked for by its name, and never gone through: the order of a hash map, which changes from run to run, shows nowhere.

#![allow(clippy::disallowed_types)]

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Values by their names.
#[derive(Debug, PartialEq)]
pub struct Index<K: Eq + Hash, T>(HashMap<K, T>);

impl<K: Eq + Hash, T> Default for Index<K, T> {
    fn default() -> Self {
        Index(HashMap::new())
    }
}

impl<K: Eq + Hash, T> Index<K, T> {
    /// With room for so many of them.
    pub fn with_capacity(many: usize) -> Self {
        Index(HashMap::with_capacity(many))
    }

    /// Gives a value to a name; what it had before.
    pub fn insert(&mut self, name: K, value: T) -> Option<T> {
        self.0.insert(name, value)
    }

    /// The value of a name.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, name: &Q) -> Option<&T>
    where
        K: Borrow<Q>,
    {
        self.0.get(name)
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Eq + Hash, T: Default> Index<K, T> {
    /// The value of a name, to be changed; a new one when it has none.
    pub fn entry(&mut self, name: K) -> &mut T {
        self.0.entry(name).or_default()
    }
}
