//! Texts and values as Typst code, and Typst code as PDF files.

pub mod code;
mod column;
#[cfg(feature = "pdf")]
pub mod press;
