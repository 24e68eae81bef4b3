//! Boucle.
pub mod source;
pub mod diagnostic;
pub mod data;
pub mod slug;
pub mod yaml;
pub mod markdown;
pub mod model;
pub mod content;
pub mod theme;
pub mod output;
