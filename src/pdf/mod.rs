//! Texts and values as Typst code, and Typst code as PDF files.

pub mod code;
#[cfg(feature = "pdf")]
pub mod press;
