//! x
pub mod write;
