//! Boucle.
pub mod source;
pub mod diagnostic;
pub mod data;
pub mod yaml;
